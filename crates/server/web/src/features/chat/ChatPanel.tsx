import { useEffect, useId, useRef, useState } from "react";
import { text } from "../../shared/text";
import { ChatTurn } from "./ChatTurn";
import { useChat } from "./useChat";
import "./chat.css";

/** 问答 about one case; every answer cites the file. */
export function ChatPanel({ caseId }: { caseId: string }) {
  const { turns, ask, stop, isWorking } = useChat(caseId);
  const end = useRef<HTMLDivElement>(null);
  const lastTurn = turns.at(-1);
  useEffect(() => {
    if (lastTurn) end.current?.scrollIntoView({ block: "end" });
  }, [lastTurn]);

  return (
    <div className="chat">
      <div className="chat-log" role="log" aria-live="polite" aria-busy={isWorking} aria-label={text.chat.log}>
        {turns.length === 0 && <ChatStart onAsk={(question) => void ask(question)} />}
        {turns.map((turn) => (
          <ChatTurn key={turn.id} turn={turn} />
        ))}
        <div ref={end} />
      </div>
      <ChatForm isWorking={isWorking} onAsk={(question) => void ask(question)} onStop={stop} />
    </div>
  );
}

function ChatStart({ onAsk }: { onAsk: (question: string) => void }) {
  return (
    <div className="state">
      <p>{text.chat.start}</p>
      <ul className="chat-examples">
        {text.chat.examples.map((example) => (
          <li key={example}>
            <button type="button" className="button" onClick={() => onAsk(example)}>
              {example}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ChatFormProps {
  isWorking: boolean;
  onAsk: (question: string) => void;
  onStop: () => void;
}

function ChatForm({ isWorking, onAsk, onStop }: ChatFormProps) {
  const [question, setQuestion] = useState("");
  const inputId = useId();

  function submit() {
    if (question.trim() === "" || isWorking) return;
    onAsk(question.trim());
    setQuestion("");
  }

  return (
    <form
      className="chat-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label className="visually-hidden" htmlFor={inputId}>
        {text.chat.label}
      </label>
      <textarea
        id={inputId}
        rows={2}
        value={question}
        placeholder={text.chat.placeholder}
        onChange={(event) => setQuestion(event.target.value)}
        onKeyDown={(event) => {
          // Enter also ends a word in a Chinese input method; only a free Enter sends.
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          submit();
        }}
      />
      {isWorking ? (
        <button type="button" className="button" onClick={onStop}>
          {text.chat.stop}
        </button>
      ) : (
        <button type="submit" className="button primary" disabled={question.trim() === ""}>
          {text.chat.submit}
        </button>
      )}
    </form>
  );
}
