import type { Finding } from "../../shared/api/types";
import { QuoteList } from "../../shared/quotes/QuoteButton";
import { text } from "../../shared/text";
import { FindingBasis } from "./FindingBasis";
import { VerdictForm } from "./VerdictForm";

interface FindingCardProps {
  caseId: string;
  finding: Finding;
}

/** One finding: what the file shows, what the law asks, the words that prove it, and the person's verdict. */
export function FindingCard({ caseId, finding }: FindingCardProps) {
  const severity = text.findings.severities[finding.severity];
  return (
    <article className={`finding ${finding.status}`} aria-label={`${finding.point_id} ${finding.title}`}>
      <div className="finding-head">
        <span className={`badge ${finding.level}`}>{text.findings.levels[finding.level]}</span>
        <span className={`badge ${finding.severity}`}>
          <span className="visually-hidden">{text.findings.severity}</span>
          {severity}
        </span>
        <h3>
          <span className="finding-point">{finding.point_id}</span> {finding.title}
        </h3>
        <span className={`badge ${finding.status}`}>{text.findings.statuses[finding.status]}</span>
      </div>
      {finding.subject !== "" && (
        <p className="small">
          <span className="soft">{text.findings.subject} </span>
          {finding.subject}
        </p>
      )}
      <p className="finding-explanation">{finding.explanation}</p>
      {finding.missing !== null && (
        <p className="small">
          <span className="soft">{text.findings.missing}</span>
          {finding.missing}
        </p>
      )}
      {finding.evidence.length > 0 && (
        <section aria-label={text.findings.evidence}>
          <QuoteList quotes={finding.evidence} />
        </section>
      )}
      <Searched searched={finding.searched} />
      <BothWays heading={text.findings.lawfulIf} lines={finding.lawful_if} />
      <BothWays heading={text.findings.verify} lines={finding.verify} />
      <FindingBasis finding={finding} />
      <VerdictForm caseId={caseId} finding={finding} />
    </article>
  );
}

/** The other side of a finding: what would make it lawful, and what to look at before anything is issued. */
function BothWays({ heading, lines }: { heading: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <section className="both-ways small" aria-label={heading}>
      <p>
        <strong>{heading}</strong>
      </p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

/** Nothing can be quoted for what is absent: the papers that were looked through are named instead. */
function Searched({ searched }: Pick<Finding, "searched">) {
  if (searched.length === 0) return null;
  return (
    <section className="searched small" aria-label={text.findings.searched}>
      <p>
        <strong>{text.findings.searched}</strong> <span className="soft">{text.findings.searchedHelp}</span>
      </p>
      <p>{searched.join(text.common.listSeparator)}</p>
    </section>
  );
}
