import type { PageNote } from "../../shared/api/types";
import { joinLines } from "../../shared/quotes/place";
import { text } from "../../shared/text";

/** One line for each kind of note; the words in question behind it. */
export function PageNotes({ notes }: { notes: PageNote[] }) {
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
