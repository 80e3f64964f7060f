import { QuoteButton, QuoteChip } from "../../shared/quotes/QuoteButton";
import { text } from "../../shared/text";
import { ErrorNotice } from "../../shared/ui/ErrorNotice";
import { splitAnswer, type Turn } from "./turn";

/** One question and its answer, with the mode it was made in and the quotes it rests on. */
export function ChatTurn({ turn }: { turn: Turn }) {
  const isWaiting = turn.state === "working" && turn.answer === "";
  return (
    <article className="chat-turn">
      <p className="chat-question">
        <span className="chat-who">{text.chat.question}</span>
        {turn.question}
      </p>
      <div className="chat-answer">
        {turn.notice !== "" && <p className="chat-notice small">{turn.notice}</p>}
        {isWaiting && <p className="soft">{turn.message || text.chat.working}</p>}
        <p className="chat-words">
          {splitAnswer(turn.answer, turn.citations).map((part, index) =>
            "words" in part ? (
              part.words
            ) : (
              <QuoteChip key={index} quote={part.quote} index={part.citation} />
            ),
          )}
        </p>
        {turn.state === "done" && !turn.isAnswerable && <p className="badge pending">{text.chat.unanswerable}</p>}
        {turn.state === "stopped" && <p className="badge">{text.chat.stopped}</p>}
        {turn.state === "failed" && <ErrorNotice error={turn.error} />}
        <Citations turn={turn} />
      </div>
    </article>
  );
}

function Citations({ turn }: { turn: Turn }) {
  if (turn.citations.size === 0) return null;
  return (
    <ol className="quote-list" aria-label={text.chat.citations}>
      {[...turn.citations].map(([index, quote]) => (
        <li key={index}>
          <QuoteButton quote={quote} index={index} />
        </li>
      ))}
    </ol>
  );
}
