import type { Finding } from "../../shared/api/types";
import { text } from "../../shared/text";
import { describeParameters } from "./parameters";

/** Law and article in sight; gist, parameters, correction and origin one click away. */
export function FindingBasis({ finding }: { finding: Finding }) {
  const parameters = describeParameters(finding.parameters);
  return (
    <details className="finding-basis small">
      <summary>
        <span className="soft">{text.findings.law} </span>
        {finding.legal_basis.map(({ law, article }) => text.findings.lawLine(law, article)).join(text.common.listSeparator)}
      </summary>
      <dl>
        {finding.legal_basis.map(({ law, article, gist, verified }) => (
          <div key={law + article}>
            <dt>{article}</dt>
            <dd>
              {gist}
              {!verified && text.findings.unverified}
            </dd>
          </div>
        ))}
        {parameters.map(({ key, name, value }) => (
          <div key={key}>
            <dt title={key}>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {finding.correction.length > 0 && (
          <div>
            <dt>{text.findings.correction}</dt>
            <dd>{finding.correction.join(text.common.listSeparator)}</dd>
          </div>
        )}
        <div>
          <dt>{text.findings.origin}</dt>
          <dd>
            {[
              text.findings.origins[finding.origin],
              text.findings.confidence(finding.confidence),
              text.findings.version(finding.version),
              ...(finding.point_decided > 0
                ? [text.findings.measured(finding.point_confirmed, finding.point_decided)]
                : []),
            ].join(" · ")}
          </dd>
        </div>
      </dl>
    </details>
  );
}
