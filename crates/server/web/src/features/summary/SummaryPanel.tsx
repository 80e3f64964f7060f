import { useQuery } from "@tanstack/react-query";
import { apiPath, getJson } from "../../shared/api/client";
import { keys } from "../../shared/api/keys";
import type { Summary, SummarySentence } from "../../shared/api/types";
import { QuoteChip } from "../../shared/quotes/QuoteButton";
import { text } from "../../shared/text";
import { QueryView } from "../../shared/ui/QueryView";
import { numberSentences, type NumberedSection } from "./sections";
import "./summary.css";

/** 审查摘要: what the file says, sentence by sentence, each with the words that carry it. */
export function SummaryPanel({ caseId }: { caseId: string }) {
  const query = useQuery({
    queryKey: keys.summary(caseId),
    queryFn: ({ signal }) => getJson<Summary>(apiPath("cases", caseId, "summary"), signal),
  });
  return (
    <div className="summary">
      <QueryView query={query} isEmpty={(data) => data.sentences.length === 0} empty={text.summary.empty}>
        {(data) => (
          <>
            <p className="summary-mode small">{data.mode_notice}</p>
            {numberSentences(data.sentences).map((section) => (
              <SummarySection key={section.name} section={section} />
            ))}
          </>
        )}
      </QueryView>
    </div>
  );
}

function SummarySection({ section }: { section: NumberedSection }) {
  return (
    <section>
      <h3>{section.name}</h3>
      {section.sentences.map((sentence, index) => (
        <Sentence key={index} sentence={sentence} firstNumber={section.firstNumbers[index] ?? 1} />
      ))}
    </section>
  );
}

function Sentence({ sentence, firstNumber }: { sentence: SummarySentence; firstNumber: number }) {
  return (
    <p>
      {sentence.text}
      {sentence.evidence.map((quote, index) => (
        <QuoteChip key={index} quote={quote} index={firstNumber + index} />
      ))}
      {sentence.evidence.length === 0 && <span className="badge">{text.quotes.none}</span>}
    </p>
  );
}
