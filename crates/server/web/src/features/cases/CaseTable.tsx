import type { MouseEvent } from "react";
import type { Case } from "../../shared/api/types";
import { formatInstant } from "../../shared/moment";
import { text } from "../../shared/text";

interface CaseTableProps {
  cases: Case[];
  hrefOf: (caseId: string) => string;
  onOpen: (caseId: string) => void;
  onDelete: (item: Case) => void;
}

export function CaseTable({ cases, hrefOf, onOpen, onDelete }: CaseTableProps) {
  const { columns } = text.cases;
  return (
    <table className="case-table">
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col" className="number">{columns.files}</th>
          <th scope="col" className="number">{columns.documents}</th>
          <th scope="col" className="number">{columns.findings}</th>
          <th scope="col">{columns.created}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {cases.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              <a href={hrefOf(item.id)} onClick={(event) => openHere(event, () => onOpen(item.id))}>
                {item.name}
              </a>
            </th>
            <td>
              <span className={`badge ${item.state}`}>{text.cases.states[item.state]}</span>
            </td>
            <td className="number">{item.file_count}</td>
            <td className="number">{item.document_count}</td>
            <td className="number">
              {item.finding_count}
              {item.pending_finding_count > 0 && (
                <span className="badge pending">{text.cases.pending(item.pending_finding_count)}</span>
              )}
            </td>
            <td className="soft">{formatInstant(item.created_at)}</td>
            <td>
              <button
                type="button"
                className="button plain"
                aria-label={text.cases.removeLabel(item.name)}
                onClick={() => onDelete(item)}
              >
                {text.cases.remove}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A plain click stays in the page; with a modifier the browser opens its own tab or window. */
function openHere(event: MouseEvent, open: () => void): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open();
}
