import { useCallback, useEffect, useMemo, useRef, type RefObject } from "react";
import type { PageText } from "../../shared/api/types";
import { locateQuote, splitAtSpan, type Located, type QuoteTarget } from "../../shared/quotes/locate";
import { joinLines } from "../../shared/quotes/place";
import { text } from "../../shared/text";
import { PageImage } from "./PageImage";
import { PageNotes } from "./PageNotes";

export type PageViewKind = "text" | "image";

interface PageSheetProps {
  caseId: string;
  page: PageText;
  target: QuoteTarget | null;
  visit: number;
  view: PageViewKind;
  onView: (view: PageViewKind) => void;
}

/** The page itself, its text or its image, and the mark. */
export function PageSheet({ caseId, page, target, visit, view, onView }: PageSheetProps) {
  const located = useMemo(() => target && locateQuote(page.text, target), [page.text, target]);
  const scroller = useRef<HTMLDivElement>(null);
  const mark = useRef<HTMLElement>(null);

  const show = useCallback(() => {
    if (scroller.current) showMark(scroller.current, mark.current);
  }, []);
  useEffect(show, [show, page, located, visit, view]);

  const layout = page.page === null ? null : page.layout;

  return (
    <>
      {located && <LocatedNotice located={located} words={target?.text ?? null} />}
      <PageNotes notes={page.notes} />
      {layout && <ViewSwitch view={view} onView={onView} />}
      <div className="page-scroller" ref={scroller} tabIndex={0} role="region" aria-label={text.page.label}>
        {layout && view === "image" ? (
          <PageImage caseId={caseId} page={page} layout={layout} located={located} mark={mark} onShown={show} />
        ) : page.text.trim() === "" ? (
          <p className="state">{text.page.emptyPage}</p>
        ) : (
          <article className="page-sheet" lang="zh-CN">
            <PageBody pageText={page.text} located={located} mark={mark} />
          </article>
        )}
      </div>
    </>
  );
}

/**
 * Brings the mark to the upper third of the sheet, or the sheet to its top. The window itself moves only where the columns
 * are stacked and the sheet is out of sight.
 */
function showMark(scroller: HTMLElement, mark: HTMLElement | null): void {
  if (!mark) {
    scroller.scrollTo(0, 0);
    return;
  }
  const above = mark.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  scroller.scrollTo(0, scroller.scrollTop + above - scroller.clientHeight / 3);
  scroller.scrollIntoView({ block: "nearest" });
}

function ViewSwitch({ view, onView }: Pick<PageSheetProps, "view" | "onView">) {
  return (
    <div className="page-views" role="group" aria-label={text.page.viewLabel}>
      {(["text", "image"] as const).map((kind) => (
        <button key={kind} type="button" className="button" aria-pressed={view === kind} onClick={() => onView(kind)}>
          {text.page.views[kind]}
        </button>
      ))}
    </div>
  );
}

interface PageBodyProps {
  pageText: string;
  located: Located | null;
  mark: RefObject<HTMLElement | null>;
}

function PageBody({ pageText, located, mark }: PageBodyProps) {
  if (!located || located.how === "missing") return pageText;
  const [before, marked, after] = splitAtSpan(pageText, located);
  return (
    <>
      {before}
      <mark ref={mark}>{marked}</mark>
      {after}
    </>
  );
}

function LocatedNotice({ located, words }: { located: Located; words: string | null }) {
  if (located.how === "missing") {
    return (
      <div className="located missing" role="alert">
        <strong>{text.page.missing}</strong>
        {words !== null && (
          <p>
            {text.page.missingHelp}
            <q>{joinLines(words)}</q>
          </p>
        )}
      </div>
    );
  }
  return (
    <p className="located" role="status">
      {located.how === "exact" ? text.page.located : text.page.relocated}
    </p>
  );
}
