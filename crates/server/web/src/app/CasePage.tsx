import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { caseQuery } from "../features/cases/api";
import { filesQuery, isWorking, useProgress } from "../features/documents/api";
import { DocumentNav } from "../features/documents/DocumentNav";
import type { PagePlace } from "../features/documents/FileEntry";
import { ProgressStrip } from "../features/documents/ProgressStrip";
import { UploadPanel } from "../features/documents/UploadPanel";
import { useUploads } from "../features/documents/useUploads";
import type { Quote } from "../shared/api/types";
import { QuoteNavigationContext } from "../shared/quotes/QuoteNavigation";
import { text } from "../shared/text";
import { Dialog } from "../shared/ui/Dialog";
import { QueryView } from "../shared/ui/QueryView";
import { CentrePane } from "./CentrePane";
import { ReviewPane } from "./ReviewPane";
import { navigate, type CaseRoute, type Visit } from "./route";

interface CasePageProps {
  route: CaseRoute;
  visit: Visit;
}

/** One case: its papers on the left, the open page in the middle, what the review found on the right. */
export function CasePage({ route, visit }: CasePageProps) {
  const { caseId } = route;
  const item = useQuery(caseQuery(caseId));
  const progress = useProgress(caseId);
  const { data: files } = useQuery(filesQuery(caseId));
  const { uploads, add } = useUploads(caseId);
  const [isUploading, setIsUploading] = useState(false);

  const quoteNavigation = useMemo(
    () => ({
      current: visit.quote,
      open: (quote: Quote) => {
        const fileId = quote.file_id ?? files?.find((file) => file.name === quote.file)?.id ?? null;
        const span = { start: quote.start, end: quote.end };
        navigate({ ...route, fileId, ordinal: quote.page ?? 1, span }, quote);
      },
    }),
    [route, visit, files],
  );

  // Without a page in the address, the first file with pages is open, unless a quote has lost its file.
  const fileId = route.fileId ?? (visit.quote ? null : files?.find((file) => file.state === "done" && file.page_count > 0)?.id) ?? null;
  const place = fileId === null ? null : { fileId, ordinal: route.ordinal };
  const openPage = (next: PagePlace) => navigate({ ...route, ...next, span: null });
  const startUpload = (chosen: File[]) => {
    add(chosen);
    setIsUploading(true);
  };

  return (
    <QueryView query={item}>
      {(data) => (
        <QuoteNavigationContext value={quoteNavigation}>
          {progress.data?.files_total === 0 ? (
            <EmptyCase onAdd={startUpload} />
          ) : (
            <main className="case-page">
              <div className="left-pane">
                <div className="left-head">
                  <h2>{text.documents.title}</h2>
                  <button type="button" className="button" onClick={() => setIsUploading(true)}>
                    {text.upload.open}
                  </button>
                </div>
                <ProgressStrip query={progress} />
                <DocumentNav caseId={caseId} place={place} onOpen={openPage} />
              </div>
              <CentrePane caseId={caseId} place={place} span={route.span} visit={visit} onOpen={openPage} />
              <ReviewPane
                item={data}
                panel={route.panel}
                isWorking={progress.data !== undefined && isWorking(progress.data)}
                onSelect={(panel) => navigate({ ...route, panel }, visit.quote)}
              />
            </main>
          )}
          {isUploading && (
            <Dialog title={text.upload.title} onClose={() => setIsUploading(false)}>
              <UploadPanel uploads={uploads} onAdd={add} />
              <div className="dialog-actions">
                <button type="button" className="button" onClick={() => setIsUploading(false)}>
                  {text.common.close}
                </button>
              </div>
            </Dialog>
          )}
        </QuoteNavigationContext>
      )}
    </QueryView>
  );
}

function EmptyCase({ onAdd }: { onAdd: (files: File[]) => void }) {
  return (
    <main className="empty-case">
      <h2>{text.upload.emptyCase}</h2>
      <p className="soft">{text.upload.emptyCaseHelp}</p>
      <UploadPanel uploads={[]} onAdd={onAdd} />
    </main>
  );
}
