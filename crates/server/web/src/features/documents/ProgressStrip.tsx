import type { UseQueryResult } from "@tanstack/react-query";
import type { Progress } from "../../shared/api/types";
import { text } from "../../shared/text";
import { ErrorNotice } from "../../shared/ui/ErrorNotice";
import { isWorking } from "./api";
import { filesBehind } from "./progress";
import "./upload.css";

/** How far the reading and the review are, and which files could not be read, with the reason. */
export function ProgressStrip({ query }: { query: UseQueryResult<Progress> }) {
  const { data, error, refetch } = query;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data || data.files_total === 0) return null;
  return (
    <section className="progress" aria-label={text.progress.label}>
      {isWorking(data) && (
        <progress
          aria-label={text.progress.label}
          max={data.files_total}
          value={filesBehind(data)}
        />
      )}
      <p className="small" role="status">
        {text.progress.files(data.files_done, data.files_total)}
        <span className={`badge ${reviewTone(data)}`}>{text.progress.review[data.review]}</span>
      </p>
      {data.reading.map((file) => (
        <p key={file.file_id} className="reading small soft">
          {text.progress.reading(file.file, file.pages_done, file.pages_total)}
        </p>
      ))}
      <SkippedFiles skipped={data.skipped} />
    </section>
  );
}

function reviewTone({ review }: Progress): string {
  if (review === "done") return "ready";
  if (review === "failed") return "failed";
  return review === "none" ? "" : "processing";
}

function SkippedFiles({ skipped }: Pick<Progress, "skipped">) {
  if (skipped.length === 0) return null;
  return (
    <details className="skipped small">
      <summary>{text.progress.skippedTitle(skipped.length)}</summary>
      <ul>
        {skipped.map((item) => (
          <li key={item.file_id}>
            <span className="skipped-name">{item.file}</span>
            <span className="soft">{item.error}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
