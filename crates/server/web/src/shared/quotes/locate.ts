/** A run of a page's text; `end` is exclusive. Both count Unicode code points, as the API does. */
export interface Span {
  start: number;
  end: number;
}

/** What to find on a page. `text` is null when only a link's offsets are known. */
export interface QuoteTarget extends Span {
  text: string | null;
}

/** `exact`: the words stand where the quote says. `searched`: they stand elsewhere on the page. */
export type Located = ({ how: "exact" | "searched" } & Span) | { how: "missing" };

/**
 * Finds a quote on its page.
 *
 * Offsets are believed only if the words at that place are the quote's words. Otherwise the nearest place with the same
 * words is taken, line breaks and spaces aside (text read again by a newer version may be wrapped differently). Nothing
 * similar is ever accepted: a mark on other words would be worse than none.
 */
export function locateQuote(pageText: string, target: QuoteTarget): Located {
  const page = Array.from(pageText);
  const { start, end, text } = target;
  const isInside = 0 <= start && start < end && end <= page.length;
  if (text === null) return isInside ? { how: "exact", start, end } : { how: "missing" };
  if (isInside && page.slice(start, end).join("") === text) return { how: "exact", start, end };
  const found = findNearest(page, text, start);
  return found ? { how: "searched", ...found } : { how: "missing" };
}

function findNearest(page: string[], text: string, wantedStart: number): Span | null {
  const wanted = Array.from(text).filter(isInk);
  if (wanted.length === 0) return null;
  const ink = page.flatMap((char, at) => (isInk(char) ? [{ char, at }] : []));
  let nearest: Span | null = null;
  for (let from = 0; from + wanted.length <= ink.length; from++) {
    if (!wanted.every((char, offset) => ink[from + offset]?.char === char)) continue;
    const first = ink[from];
    const last = ink[from + wanted.length - 1];
    if (!first || !last) continue;
    const isNearer = nearest === null || Math.abs(first.at - wantedStart) < Math.abs(nearest.start - wantedStart);
    if (isNearer) nearest = { start: first.at, end: last.at + 1 };
  }
  return nearest;
}

/** Whether a character is printed, that is, no space, tab, line break or ideographic space. */
function isInk(char: string): boolean {
  return !/\s/u.test(char);
}

/** Cuts a page's text into what stands before, in and after a span. */
export function splitAtSpan(pageText: string, span: Span): [before: string, marked: string, after: string] {
  const page = Array.from(pageText);
  return [page.slice(0, span.start).join(""), page.slice(span.start, span.end).join(""), page.slice(span.end).join("")];
}
