import { useId, useState } from "react";
import type { Case } from "../../shared/api/types";
import { text } from "../../shared/text";
import { ErrorNotice } from "../../shared/ui/ErrorNotice";
import { useCreateCase } from "./api";

export function CreateCaseForm({ onCreated }: { onCreated: (created: Case) => void }) {
  const [name, setName] = useState("");
  const creation = useCreateCase();
  const inputId = useId();
  return (
    <form
      className="create-case"
      onSubmit={(event) => {
        event.preventDefault();
        creation.mutate(name.trim(), { onSuccess: onCreated });
      }}
    >
      <label htmlFor={inputId}>{text.cases.newName}</label>
      <input
        id={inputId}
        value={name}
        placeholder={text.cases.newNamePlaceholder}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="button primary" disabled={name.trim() === "" || creation.isPending}>
        {creation.isPending ? text.cases.creating : text.cases.create}
      </button>
      {creation.error && <ErrorNotice error={creation.error} />}
    </form>
  );
}
