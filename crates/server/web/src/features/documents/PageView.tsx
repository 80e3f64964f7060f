import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PageText } from "../../shared/api/types";
import type { QuoteTarget } from "../../shared/quotes/locate";
import { shortFileName } from "../../shared/quotes/place";
import { text } from "../../shared/text";
import { QueryView } from "../../shared/ui/QueryView";
import { documentsQuery, pageQuery } from "./api";
import { type OpenPage, type PagePlace } from "./FileEntry";
import { coversPage } from "./groups";
import { PageSheet, type PageViewKind } from "./PageSheet";
import "./page.css";

interface PageViewProps {
  caseId: string;
  place: PagePlace;
  target: QuoteTarget | null;
  /** Changes with every click on a quote, so that the same quote is scrolled into view again. */
  visit: number;
  onOpen: OpenPage;
}

/** One page of a file as text or image, with the chosen quote marked. */
export function PageView({ caseId, place, target, visit, onOpen }: PageViewProps) {
  const [view, setView] = useState<PageViewKind>("text");
  const query = useQuery(pageQuery(caseId, place.fileId, place.ordinal));
  return (
    <section className="page-view" aria-label={text.page.label}>
      {query.data && (
        <PageHead caseId={caseId} page={query.data} onTurn={(ordinal) => onOpen({ fileId: place.fileId, ordinal })} />
      )}
      <QueryView query={query}>
        {(page) => (
          <PageSheet caseId={caseId} page={page} target={target} visit={visit} view={view} onView={setView} />
        )}
      </QueryView>
    </section>
  );
}

interface PageHeadProps {
  caseId: string;
  page: PageText;
  onTurn: (ordinal: number) => void;
}

function PageHead({ caseId, page, onTurn }: PageHeadProps) {
  const { data: documents } = useQuery(documentsQuery(caseId));
  const titles = (documents ?? []).filter((item) => coversPage(item, page.file_id, page.ordinal)).map((item) => item.title);
  return (
    <div className="page-head">
      <div className="page-name">
        <h2>{titles.length > 0 ? titles.join(text.common.listSeparator) : shortFileName(page.file)}</h2>
        <span className="small soft">{page.file}</span>
      </div>
      {page.page === null && page.page_count <= 1 ? (
        <span className="small soft">{text.page.wholeText}</span>
      ) : (
        <div className="page-turn">
          <button
            type="button"
            className="button"
            disabled={page.ordinal <= 1}
            onClick={() => onTurn(page.ordinal - 1)}
          >
            {text.page.previous}
          </button>
          <span className="small">{text.page.place(page.ordinal, page.page_count)}</span>
          <button
            type="button"
            className="button"
            disabled={page.ordinal >= page.page_count}
            onClick={() => onTurn(page.ordinal + 1)}
          >
            {text.page.next}
          </button>
        </div>
      )}
    </div>
  );
}
