import type { CaseDocument, CaseFile } from "../../shared/api/types";
import { shortFileName } from "../../shared/quotes/place";
import { text } from "../../shared/text";
import { coversPage, firstOrdinal, type FileGroup } from "./groups";

export interface PagePlace {
  fileId: string;
  ordinal: number;
}

export type OpenPage = (place: PagePlace) => void;

interface FileEntryProps {
  group: FileGroup;
  place: PagePlace | null;
  onOpen: OpenPage;
  onDelete: () => void;
}

/** One file with its papers. A file that could not be read says why instead. */
export function FileEntry({ group: { file, documents }, place, onOpen, onDelete }: FileEntryProps) {
  const isReadable = file.state === "done";
  const isOpen = place?.fileId === file.id;
  return (
    <li className="file-entry">
      <div className="file-head">
        <span className="file-name" title={file.name}>
          {file.name}
        </span>
        {!isReadable && (
          <span className={`badge ${file.state === "failed" ? "failed" : "processing"}`}>
            {stateOf(file)}
          </span>
        )}
        <button
          type="button"
          className="file-delete"
          aria-label={text.documents.removeFileLabel(file.name)}
          title={text.documents.removeFile}
          onClick={onDelete}
        >
          ×
        </button>
      </div>
      {file.error && <p className="file-error small">{file.error}</p>}
      {file.member_count > 0 && <p className="small soft">{text.documents.unpacked(file.member_count)}</p>}
      {isReadable && file.page_count > 0 && documents.length === 0 && (
        <button
          type="button"
          className="document-entry"
          aria-current={isOpen}
          onClick={() => onOpen({ fileId: file.id, ordinal: 1 })}
        >
          <span className="document-title">{shortFileName(file.name)}</span>
          <span className="small soft">{text.documents.unrecognised}</span>
        </button>
      )}
      <ul>
        {documents.map((item) => (
          <li key={item.id}>
            <DocumentEntry
              item={item}
              isCurrent={isOpen && coversPage(item, place.fileId, place.ordinal)}
              onOpen={() => onOpen({ fileId: file.id, ordinal: firstOrdinal(item) })}
            />
          </li>
        ))}
      </ul>
    </li>
  );
}

function stateOf({ state, pages_done, page_count }: CaseFile): string {
  if (state !== "queued" || pages_done === 0) return text.documents.fileStates[state];
  return text.documents.pagesRead(pages_done, page_count);
}

interface DocumentEntryProps {
  item: CaseDocument;
  isCurrent: boolean;
  onOpen: () => void;
}

function DocumentEntry({ item, isCurrent, onOpen }: DocumentEntryProps) {
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
