import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { apiPath, getJson } from "../../shared/api/client";
import { keys } from "../../shared/api/keys";
import type { SearchHit } from "../../shared/api/types";
import { QuoteButton } from "../../shared/quotes/QuoteButton";
import { text } from "../../shared/text";
import { Empty, QueryView } from "../../shared/ui/QueryView";
import "./search.css";

const LIMIT = 20;

/** Searches the words of the case's own files. */
export function SearchPanel({ caseId }: { caseId: string }) {
  const [words, setWords] = useState("");
  const [asked, setAsked] = useState("");
  const inputId = useId();
  return (
    <div className="search">
      <form
        className="panel-filter"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(words.trim());
        }}
      >
        <label className="visually-hidden" htmlFor={inputId}>
          {text.search.label}
        </label>
        <input
          id={inputId}
          type="search"
          value={words}
          placeholder={text.search.placeholder}
          onChange={(event) => setWords(event.target.value)}
        />
        <button type="submit" className="button primary" disabled={words.trim() === ""}>
          {text.search.submit}
        </button>
      </form>
      {asked === "" ? <Empty>{text.search.start}</Empty> : <SearchResults caseId={caseId} asked={asked} />}
    </div>
  );
}

function SearchResults({ caseId, asked }: { caseId: string; asked: string }) {
  const query = useQuery({
    queryKey: keys.search(caseId, asked),
    queryFn: async ({ signal }) => {
      const path = `${apiPath("cases", caseId, "search")}?${new URLSearchParams({ q: asked, limit: String(LIMIT) })}`;
      return (await getJson<{ hits: SearchHit[] }>(path, signal)).hits;
    },
  });
  return (
    <QueryView query={query} isEmpty={(hits) => hits.length === 0} empty={text.search.empty(asked)}>
      {(hits) => (
        <>
          <p className="search-count small soft" role="status">
            {text.search.countLine(hits.length)}
          </p>
          <ol>
            {hits.map((hit, index) => (
              <li key={index} className="search-hit">
                <p className="search-document">{hit.document}</p>
                <QuoteButton quote={hit.quote} />
              </li>
            ))}
          </ol>
        </>
      )}
    </QueryView>
  );
}
