import { useId, useState } from "react";
import type { Finding, VerdictRequest } from "../../shared/api/types";
import { formatInstant } from "../../shared/moment";
import { text } from "../../shared/text";
import { ErrorNotice } from "../../shared/ui/ErrorNotice";
import { useVerdict } from "./api";

interface VerdictFormProps {
  caseId: string;
  finding: Finding;
}

/** 确认 or 不采纳 (with a reason), and the way back. */
export function VerdictForm({ caseId, finding }: VerdictFormProps) {
  const [isRejecting, setIsRejecting] = useState(false);
  const verdict = useVerdict(caseId, finding.id);
  const decide = (request: VerdictRequest) => verdict.mutate(request, { onSuccess: () => setIsRejecting(false) });

  return (
    <div className="verdict">
      {finding.status === "pending" && !isRejecting && (
        <div className="verdict-actions">
          <button
            type="button"
            className="button"
            disabled={verdict.isPending}
            onClick={() => decide({ verdict: "confirmed", reason: "" })}
          >
            {text.findings.confirm}
          </button>
          <button type="button" className="button" onClick={() => setIsRejecting(true)}>
            {text.findings.reject}
          </button>
        </div>
      )}
      {finding.status === "pending" && isRejecting && (
        <RejectForm
          isBusy={verdict.isPending}
          onSubmit={(reason) => decide({ verdict: "rejected", reason })}
          onCancel={() => setIsRejecting(false)}
        />
      )}
      {finding.status !== "pending" && (
        <Decided
          finding={finding}
          isBusy={verdict.isPending}
          onReopen={() => decide({ verdict: "pending", reason: "" })}
        />
      )}
      {verdict.error && <ErrorNotice error={verdict.error} />}
    </div>
  );
}

interface RejectFormProps {
  isBusy: boolean;
  onSubmit: (reason: string) => void;
  onCancel: () => void;
}

function RejectForm({ isBusy, onSubmit, onCancel }: RejectFormProps) {
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const inputId = useId();
  const problemId = useId();
  return (
    <form
      className="reject-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() === "") setIsMissing(true);
        else onSubmit(reason.trim());
      }}
    >
      <label htmlFor={inputId} className="small">
        {text.findings.reasonLabel}
      </label>
      <textarea
        id={inputId}
        rows={2}
        autoFocus
        value={reason}
        placeholder={text.findings.reasonPlaceholder}
        aria-invalid={isMissing}
        aria-describedby={problemId}
        onChange={(event) => {
          setReason(event.target.value);
          setIsMissing(false);
        }}
      />
      <p id={problemId} className="reject-problem small" aria-live="polite">
        {isMissing && text.findings.reasonMissing}
      </p>
      <div className="verdict-actions">
        <button type="submit" className="button primary" disabled={isBusy}>
          {text.findings.submitReject}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {text.common.cancel}
        </button>
      </div>
    </form>
  );
}

interface DecidedProps {
  finding: Finding;
  isBusy: boolean;
  onReopen: () => void;
}

function Decided({ finding, isBusy, onReopen }: DecidedProps) {
  const { verdict_at: at, verdict_by: by, verdict_reason: reason } = finding;
  return (
    <div className="decided small">
      <p className="soft">
        {at !== null && text.findings.verdictLine(by ?? "", formatInstant(at))}
        {reason && ` · ${text.findings.reasonLine(reason)}`}
      </p>
      <button type="button" className="button plain small" disabled={isBusy} onClick={onReopen}>
        {text.findings.reopen}
      </button>
    </div>
  );
}
