import type { Quote } from "../api/types";
import { text } from "../text";

/** A file's name as people say it: without folder, leading number and extension. */
export function shortFileName(file: string): string {
  const base = file.split("/").pop() ?? file;
  return base.replace(/\.[A-Za-z0-9]{1,5}$/, "").replace(/^\d+[_\-.\s]+/, "") || base;
}

/** Where a quote stands, for reading: file and page. */
export function placeOf(quote: Quote): string {
  const file = shortFileName(quote.file);
  return quote.page === null ? file : `${file} ${text.common.page(quote.page)}`;
}

/** Two quotes are one place when file, page and offsets agree. */
export function isSameQuote(one: Quote | null, other: Quote): boolean {
  if (one === null) return false;
  return (
    one.file === other.file && one.page === other.page && one.start === other.start && one.end === other.end
  );
}

/** A quote's words on one line: the line breaks of the page are layout, not words. */
export function joinLines(words: string): string {
  return words.replace(/[^\S\n]*\n([^\S\n]*\n)*[^\S\n]*/g, (gap) => (gap.split("\n").length > 2 ? " " : ""));
}
