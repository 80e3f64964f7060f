import type { CaseDocument } from "../../shared/api/types";
import { text } from "../../shared/text";

interface DocumentEntryProps {
  item: CaseDocument;
  isCurrent: boolean;
  onOpen: () => void;
}

/** One paper of a file. */
export function DocumentEntry({ item, isCurrent, onOpen }: DocumentEntryProps) {
  const pages = item.pages ? text.documents.pageRange(...item.pages) : text.common.wholeText;
  const kind = item.title === item.kind_name ? [] : [item.kind_name];
  const persons = item.persons.join(text.common.listSeparator);
  const everything = [item.title, ...kind, item.date ?? "", persons, pages].filter((fact) => fact !== "");
  return (
    <button
      type="button"
      className="document-entry"
      aria-current={isCurrent}
      title={everything.join("\n")}
      onClick={onOpen}
    >
      <span className="document-title">{item.title}</span>
      <span className="document-facts small soft">{[...kind, persons].join(" ")}</span>
      <span className="document-pages small">{pages}</span>
    </button>
  );
}
