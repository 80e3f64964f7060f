import type { OpenPage, PagePlace } from "../features/documents/FileEntry";
import { PageView } from "../features/documents/PageView";
import type { Span } from "../shared/quotes/locate";
import { joinLines } from "../shared/quotes/place";
import { text } from "../shared/text";
import { Empty } from "../shared/ui/QueryView";
import type { Visit } from "./route";

interface CentrePaneProps {
  caseId: string;
  place: PagePlace | null;
  span: Span | null;
  visit: Visit;
  onOpen: OpenPage;
}

/** The open page, or why there is none. */
export function CentrePane({ caseId, place, span, visit, onOpen }: CentrePaneProps) {
  if (place) {
    const target = span && { ...span, text: visit.quote?.text ?? null };
    return (
      <div className="centre-pane">
        <PageView caseId={caseId} place={place} target={target} visit={visit.number} onOpen={onOpen} />
      </div>
    );
  }
  return (
    <div className="centre-pane">
      {visit.quote ? (
        <div className="located missing" role="alert">
          <strong>{text.page.missingFile}</strong>
          <p>
            {visit.quote.file} <q>{joinLines(visit.quote.text)}</q>
          </p>
        </div>
      ) : (
        <Empty>{text.page.nothingOpen}</Empty>
      )}
    </div>
  );
}
