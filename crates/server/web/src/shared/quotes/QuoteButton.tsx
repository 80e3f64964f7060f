import type { Quote } from "../api/types";
import { text } from "../text";
import { isSameQuote, joinLines, placeOf } from "./place";
import { useQuoteNavigation } from "./QuoteNavigation";
import "./quotes.css";

interface QuoteButtonProps {
  quote: Quote;
  /** Number of a citation in an answer, shown before the words. */
  index?: number;
}

/** A quote with its words and place; a click opens the page and marks the words. */
export function QuoteButton({ quote, index }: QuoteButtonProps) {
  const { current, open } = useQuoteNavigation();
  return (
    <button
      type="button"
      className="quote"
      data-quote={quote.text}
      aria-current={isSameQuote(current, quote)}
      title={text.quotes.open(placeOf(quote))}
      onClick={() => open(quote)}
    >
      <span className="quote-text">
        {index !== undefined && <span className="quote-index">{index}</span>}
        {joinLines(quote.text)}
      </span>
      <span className="quote-place">{placeOf(quote)}</span>
    </button>
  );
}

/** A quote as a small number inside a sentence. */
export function QuoteChip({ quote, index }: { quote: Quote; index: number }) {
  const { current, open } = useQuoteNavigation();
  return (
    <button
      type="button"
      className="quote-chip"
      data-quote={quote.text}
      aria-current={isSameQuote(current, quote)}
      aria-label={text.quotes.chip(index, placeOf(quote))}
      title={`${placeOf(quote)}\n${joinLines(quote.text)}`}
      onClick={() => open(quote)}
    >
      {index}
    </button>
  );
}

export function QuoteList({ quotes }: { quotes: Quote[] }) {
  return (
    <ul className="quote-list">
      {quotes.map((quote, index) => (
        <li key={index}>
          <QuoteButton quote={quote} />
        </li>
      ))}
    </ul>
  );
}
