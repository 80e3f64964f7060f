import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Case } from "../../shared/api/types";
import { text } from "../../shared/text";
import { ConfirmDialog } from "../../shared/ui/ConfirmDialog";
import { QueryView } from "../../shared/ui/QueryView";
import { casesQuery, useDeleteCase } from "./api";
import { CaseTable } from "./CaseTable";
import { CreateCaseForm } from "./CreateCaseForm";
import "./cases.css";

interface CaseListPageProps {
  hrefOf: (caseId: string) => string;
  onOpen: (caseId: string) => void;
}

export function CaseListPage({ hrefOf, onOpen }: CaseListPageProps) {
  const query = useQuery(casesQuery);
  const [leaving, setLeaving] = useState<Case | null>(null);
  const deletion = useDeleteCase();

  function closeDialog() {
    setLeaving(null);
    deletion.reset();
  }

  return (
    <main className="case-list">
      <div className="case-list-head">
        <h1>{text.cases.title}</h1>
        {query.data && <span className="soft">{text.cases.countLine(query.data.length)}</span>}
        <CreateCaseForm onCreated={(created) => onOpen(created.id)} />
      </div>
      <QueryView query={query} isEmpty={(cases) => cases.length === 0} empty={text.cases.empty}>
        {(cases) => <CaseTable cases={cases} hrefOf={hrefOf} onOpen={onOpen} onDelete={setLeaving} />}
      </QueryView>
      {leaving && (
        <ConfirmDialog
          title={text.cases.removeTitle}
          question={text.cases.removeQuestion(leaving.name)}
          action={text.cases.remove}
          isBusy={deletion.isPending}
          error={deletion.error}
          onConfirm={() => deletion.mutate(leaving.id, { onSuccess: closeDialog })}
          onClose={closeDialog}
        />
      )}
    </main>
  );
}
