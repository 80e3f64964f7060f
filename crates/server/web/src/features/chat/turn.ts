import { ApiError } from "../../shared/api/errors";
import type { SseEvent } from "../../shared/api/sse";
import type { ChatEvent, Quote } from "../../shared/api/types";
import { text } from "../../shared/text";

export type TurnState = "working" | "done" | "failed" | "stopped";

/** One question with its answer, as far as it has come. */
export interface Turn {
  id: number;
  question: string;
  state: TurnState;
  /** Mode notice of this answer: which hands it was made by. */
  notice: string;
  message: string;
  answer: string;
  citations: ReadonlyMap<number, Quote>;
  isAnswerable: boolean;
  error: unknown;
}

export function startTurn(id: number, question: string): Turn {
  return {
    id,
    question,
    state: "working",
    notice: "",
    message: "",
    answer: "",
    citations: new Map(),
    isAnswerable: true,
    error: null,
  };
}

/** Reads an event's JSON. Events of other names are left out: a newer server may send more of them. */
export function parseChatEvent({ name, data }: SseEvent): ChatEvent | null {
  switch (name) {
    case "status":
    case "delta":
    case "citation":
    case "done":
    case "error":
      return { name, data: JSON.parse(data) } as ChatEvent;
    default:
      return null;
  }
}

/** The turn after one more event. */
export function applyChatEvent(turn: Turn, event: ChatEvent): Turn {
  switch (event.name) {
    case "status":
      return { ...turn, notice: event.data.notice, message: event.data.message };
    case "delta":
      return { ...turn, answer: turn.answer + event.data.text };
    case "citation":
      return { ...turn, citations: new Map(turn.citations).set(event.data.index, event.data.quote) };
    case "done":
      return { ...turn, state: "done", isAnswerable: event.data.answerable };
    case "error":
      return failTurn(turn, ApiError.fromBody(200, event.data));
  }
}

export function failTurn(turn: Turn, error: unknown): Turn {
  return { ...turn, state: "failed", error };
}

/** The turn when its stream has ended. An answer that was never declared done must not look complete. */
export function closeTurn(turn: Turn): Turn {
  if (turn.state !== "working") return turn;
  return failTurn(turn, new ApiError(200, "interrupted", text.chat.interrupted, null));
}

export type AnswerPart = { words: string } | { citation: number; quote: Quote };

/** Cuts an answer at its citation marks. A mark whose quote has not come (yet) stays plain words. */
export function splitAnswer(answer: string, citations: ReadonlyMap<number, Quote>): AnswerPart[] {
  const parts: AnswerPart[] = [];
  let wordsFrom = 0;
  for (const match of answer.matchAll(/\[(\d{1,3})\]/g)) {
    const citation = Number(match[1]);
    const quote = citations.get(citation);
    if (!quote) continue;
    if (match.index > wordsFrom) parts.push({ words: answer.slice(wordsFrom, match.index) });
    parts.push({ citation, quote });
    wordsFrom = match.index + match[0].length;
  }
  if (wordsFrom < answer.length) parts.push({ words: answer.slice(wordsFrom) });
  return parts;
}
