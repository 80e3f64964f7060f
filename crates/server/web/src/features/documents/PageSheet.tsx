import { useEffect, useMemo, useRef, type RefObject } from "react";
import type { PageNote, PageText } from "../../shared/api/types";
import { locateQuote, splitAtSpan, type Located, type QuoteTarget } from "../../shared/quotes/locate";
import { joinLines } from "../../shared/quotes/place";
import { text } from "../../shared/text";

interface PageSheetProps {
  page: PageText;
  target: QuoteTarget | null;
  visit: number;
}

/** The page itself: its lines as they are, and the mark. */
export function PageSheet({ page, target, visit }: PageSheetProps) {
  const located = useMemo(() => target && locateQuote(page.text, target), [page.text, target]);
  const scroller = useRef<HTMLDivElement>(null);
  const mark = useRef<HTMLElement>(null);

  useEffect(() => {
    if (scroller.current) showMark(scroller.current, mark.current);
  }, [page, located, visit]);

  return (
    <>
      {located && <LocatedNotice located={located} words={target?.text ?? null} />}
      <PageNotes notes={page.notes} />
      <div className="page-scroller" ref={scroller} tabIndex={0} role="region" aria-label={text.page.label}>
        {page.text.trim() === "" ? (
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

/** One line for each kind of note; the words in question behind it. */
function PageNotes({ notes }: { notes: PageNote[] }) {
  if (notes.length === 0) return null;
  const messages = [...new Set(notes.map((note) => note.message))];
  return (
    <ul className="page-notes" role="note" aria-label={text.page.notes}>
      {messages.map((message) => (
        <li key={message}>
          {message}
          {notes
            .filter((note) => note.message === message && note.words !== "")
            .map((note, index) => (
              <q key={index}>{joinLines(note.words)}</q>
            ))}
        </li>
      ))}
    </ul>
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
