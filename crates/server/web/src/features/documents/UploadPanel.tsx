import { useRef, useState, type DragEvent } from "react";
import { ApiError } from "../../shared/api/errors";
import { text } from "../../shared/text";
import type { Upload } from "./useUploads";
import "./upload.css";

interface UploadPanelProps {
  uploads: Upload[];
  onAdd: (files: File[]) => void;
}

/** Takes files by drag and drop or by the browser's picker, and tells what became of each. */
export function UploadPanel({ uploads, onAdd }: UploadPanelProps) {
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    onAdd(Array.from(event.dataTransfer.files));
  }

  return (
    <div className="upload">
      <div
        className={isOver ? "upload-target over" : "upload-target"}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <p>
          {text.upload.drop}{" "}
          <button type="button" className="button primary" onClick={() => input.current?.click()}>
            {text.upload.choose}
          </button>
        </p>
        <p className="small soft">{text.upload.help}</p>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={text.upload.choose}
          onChange={(event) => {
            onAdd(Array.from(event.target.files ?? []));
            event.target.value = "";
          }}
        />
      </div>
      {uploads.length > 0 && (
        <ul className="upload-results" aria-label={text.upload.resultsLabel} aria-live="polite">
          {uploads.map((upload) => (
            <li key={upload.id} className={upload.state}>
              <span className="upload-name">{upload.name}</span>
              <UploadResult upload={upload} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function UploadResult({ upload }: { upload: Upload }) {
  switch (upload.state) {
    case "waiting":
      return <span className="small soft">{text.upload.waiting}</span>;
    case "sending":
      return <span className="small soft">{text.upload.sending(Math.floor(upload.share * 100))}</span>;
    case "stored":
      return <span className="badge ready">{text.upload.stored}</span>;
    case "duplicate":
      return <span className="badge pending">{text.upload.duplicate}</span>;
    case "failed":
      return <UploadFailure error={upload.error} />;
  }
}

function UploadFailure({ error }: { error: unknown }) {
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <>
      <span className="badge failed">{text.upload.failed}</span>
      <span className="upload-error small">
        {error instanceof ApiError ? error.message : text.errors.unknown}{" "}
        {requestId && text.common.requestId(requestId)}
      </span>
    </>
  );
}
