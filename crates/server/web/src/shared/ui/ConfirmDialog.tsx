import { text } from "../text";
import { Dialog } from "./Dialog";
import { ErrorNotice } from "./ErrorNotice";

interface ConfirmDialogProps {
  title: string;
  question: string;
  action: string;
  isBusy: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something is deleted; stays open while it runs and when it fails. */
export function ConfirmDialog({ title, question, action, isBusy, error, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{question}</p>
      {error ? <ErrorNotice error={error} /> : null}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {text.common.cancel}
        </button>
        <button type="button" className="button danger" disabled={isBusy} onClick={onConfirm}>
          {action}
        </button>
      </div>
    </Dialog>
  );
}
