import type { PageLayout, PageLine } from "../../shared/api/types";
import type { Span } from "../../shared/quotes/locate";

/** A box on a page, in shares of its width and height. */
export interface Mark {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * The boxes of a run of a page's text: of each line that it touches, the part that it takes. Where in a line a
 * character stands is not known; Latin letters and digits are taken as half as wide as others.
 */
export function marksOf(layout: PageLayout, pageText: string, span: Span): Mark[] {
  const page = Array.from(pageText);
  return layout.lines.flatMap((line) => {
    const start = Math.max(span.start, line.start);
    const end = Math.min(span.end, line.end);
    return start < end ? [markOf(layout, line, page, { start, end })] : [];
  });
}

function markOf(layout: PageLayout, line: PageLine, page: string[], part: Span): Mark {
  const whole = widthOf(page, line) || 1;
  const from = widthOf(page, { start: line.start, end: part.start }) / whole;
  const to = widthOf(page, { start: line.start, end: part.end }) / whole;
  const [left, top, right, bottom] = line.bounds;
  const [width, height] = [right - left, bottom - top];
  // A line taller than wide is written from top to bottom.
  const isUpright = height > width * 1.5 && line.end - line.start > 1;
  const cut = isUpright
    ? { left, width, top: top + height * from, height: height * (to - from) }
    : { left: left + width * from, width: width * (to - from), top, height };
  return {
    left: cut.left / layout.width,
    top: cut.top / layout.height,
    width: cut.width / layout.width,
    height: cut.height / layout.height,
  };
}

function widthOf(page: string[], { start, end }: Span): number {
  return page.slice(start, end).reduce((width, char) => width + (char <= "\u024f" ? 0.5 : 1), 0);
}
