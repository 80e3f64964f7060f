import { useId, useState } from "react";
import type { CaseFile } from "../../shared/api/types";
import { text } from "../../shared/text";
import { ErrorNotice } from "../../shared/ui/ErrorNotice";
import { useReadAgain } from "./api";
import { remedyOf } from "./failure";

/** Why a file, or something in it, was not read, and what can be done about it here. */
export function FileFailure({ caseId, file }: { caseId: string; file: CaseFile }) {
  const reading = useReadAgain(caseId, file.id);
  const remedy = remedyOf(file);
  if (file.error === null) return null;
  return (
    <div className="file-failure small">
      <p className={file.state === "failed" ? "file-error" : "file-warning"}>{file.error}</p>
      {remedy === "password" && (
        <PasswordForm isBusy={reading.isPending} onGive={(password) => reading.mutate(password)} />
      )}
      {remedy === "retry" && (
        <button type="button" className="button" disabled={reading.isPending} onClick={() => reading.mutate(null)}>
          {reading.isPending ? text.documents.sending : text.documents.readAgain}
        </button>
      )}
      {reading.error && <ErrorNotice error={reading.error} />}
    </div>
  );
}

/** The word typed lives in this form alone and goes with it. */
function PasswordForm({ isBusy, onGive }: { isBusy: boolean; onGive: (password: string) => void }) {
  const [password, setPassword] = useState("");
  const inputId = useId();
  const helpId = useId();
  return (
    <form
      className="file-password"
      onSubmit={(event) => {
        event.preventDefault();
        onGive(password);
        setPassword("");
      }}
    >
      <label htmlFor={inputId}>{text.documents.password}</label>
      <input
        id={inputId}
        type="password"
        // A file's password is no login: browsers are asked to keep out of it.
        autoComplete="new-password"
        aria-describedby={helpId}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <button type="submit" className="button primary" disabled={password === "" || isBusy}>
        {isBusy ? text.documents.sending : text.documents.givePassword}
      </button>
      <p id={helpId} className="soft">
        {text.documents.passwordHelp}
      </p>
    </form>
  );
}
