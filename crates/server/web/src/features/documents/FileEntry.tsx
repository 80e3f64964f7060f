import type { CaseFile } from "../../shared/api/types";
import { shortFileName } from "../../shared/quotes/place";
import { text } from "../../shared/text";
import { DocumentEntry } from "./DocumentEntry";
import { FileFailure } from "./FileFailure";
import { coversPage, firstOrdinal, type FileGroup } from "./groups";

export interface PagePlace {
  fileId: string;
  ordinal: number;
}

/** Archives nest three deep. */
const DEEPEST_INDENT = 3;

export type OpenPage = (place: PagePlace) => void;

interface FileEntryProps {
  caseId: string;
  group: FileGroup;
  place: PagePlace | null;
  onOpen: OpenPage;
  onDelete: () => void;
}

/** One file with its papers. A file that could not be read says why instead. */
export function FileEntry({ caseId, group, place, onOpen, onDelete }: FileEntryProps) {
  const { file, documents, isReviewed, name, depth, memberCount } = group;
  const isReadable = file.state === "done";
  const isOpen = place?.fileId === file.id;
  return (
    <li className="file-entry" data-depth={Math.min(depth, DEEPEST_INDENT)}>
      <div className="file-head">
        <span className="file-name" title={file.name}>
          {name}
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
      {memberCount > 0 && <p className="file-members small soft">{text.documents.unpacked(memberCount)}</p>}
      <FileFailure caseId={caseId} file={file} />
      {isReadable && file.page_count > 0 && documents.length === 0 && (
        <button
          type="button"
          className="document-entry"
          aria-current={isOpen}
          onClick={() => onOpen({ fileId: file.id, ordinal: 1 })}
        >
          <span className="document-title">{shortFileName(file.name)}</span>
          <span className="small soft">{isReviewed ? text.documents.unrecognised : text.documents.notReviewed}</span>
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
