import { ApiError } from "../api/errors";
import { text } from "../text";
import "./states.css";

interface ErrorNoticeProps {
  error: unknown;
  onRetry?: () => void;
}

/** Says in Chinese what failed, with the request id that finds it in the server's log. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <div className="error-notice" role="alert">
      <strong>{text.errors.title}</strong>
      <p>{error instanceof ApiError ? error.message : text.errors.unknown}</p>
      {requestId && <p className="small soft">{text.common.requestId(requestId)}</p>}
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          {text.common.retry}
        </button>
      )}
    </div>
  );
}
