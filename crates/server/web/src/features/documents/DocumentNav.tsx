import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { CaseFile } from "../../shared/api/types";
import { text } from "../../shared/text";
import { ConfirmDialog } from "../../shared/ui/ConfirmDialog";
import { Empty, QueryView } from "../../shared/ui/QueryView";
import { documentsQuery, filesQuery, useDeleteFile } from "./api";
import { FileEntry, type OpenPage, type PagePlace } from "./FileEntry";
import { filterGroups, groupByFile } from "./groups";
import "./documents.css";

interface DocumentNavProps {
  caseId: string;
  place: PagePlace | null;
  onOpen: OpenPage;
}

/** The papers of a case under their files. */
export function DocumentNav({ caseId, place, onOpen }: DocumentNavProps) {
  const files = useQuery(filesQuery(caseId));
  const documents = useQuery(documentsQuery(caseId));
  const [words, setWords] = useState("");
  const [leaving, setLeaving] = useState<CaseFile | null>(null);
  const deletion = useDeleteFile(caseId);
  const filterId = useId();

  function closeDialog() {
    setLeaving(null);
    deletion.reset();
  }

  return (
    <nav className="document-nav" aria-label={text.documents.title}>
      <div className="document-filter">
        <label className="visually-hidden" htmlFor={filterId}>
          {text.documents.filter}
        </label>
        <input
          id={filterId}
          type="search"
          value={words}
          placeholder={text.documents.filterPlaceholder}
          onChange={(event) => setWords(event.target.value)}
        />
        {files.data && documents.data && (
          <p className="small soft">{text.documents.countLine(documents.data.length, files.data.length)}</p>
        )}
      </div>
      <QueryView query={files} isEmpty={(all) => all.length === 0} empty={text.documents.empty}>
        {(allFiles) => (
          <QueryView query={documents}>
            {(allDocuments) => {
              const groups = filterGroups(groupByFile(allFiles, allDocuments), words);
              if (groups.length === 0) return <Empty>{text.documents.emptyFilter}</Empty>;
              return (
                <ul>
                  {groups.map((group) => (
                    <FileEntry
                      key={group.file.id}
                      caseId={caseId}
                      group={group}
                      place={place}
                      onOpen={onOpen}
                      onDelete={() => setLeaving(group.file)}
                    />
                  ))}
                </ul>
              );
            }}
          </QueryView>
        )}
      </QueryView>
      {leaving && (
        <ConfirmDialog
          title={text.documents.removeFile}
          question={text.documents.removeFileQuestion(leaving.name)}
          action={text.documents.removeFile}
          isBusy={deletion.isPending}
          error={deletion.error}
          onConfirm={() => deletion.mutate(leaving.id, { onSuccess: closeDialog })}
          onClose={closeDialog}
        />
      )}
    </nav>
  );
}
