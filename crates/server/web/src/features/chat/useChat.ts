import { useEffect, useRef, useState } from "react";
import { apiPath, jsonBody, send } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { readEventStream } from "../../shared/api/sse";
import { applyChatEvent, closeTurn, failTurn, parseChatEvent, startTurn, type Turn } from "./turn";

/** The conversation of one case. One answer streams at a time; leaving the case stops it. */
export function useChat(caseId: string) {
  const [turns, setTurns] = useState<Turn[]>([]);
  const running = useRef<AbortController | null>(null);
  const nextId = useRef(1);
  useEffect(() => () => running.current?.abort(), []);

  function change(id: number, step: (turn: Turn) => Turn) {
    setTurns((all) => all.map((turn) => (turn.id === id ? step(turn) : turn)));
  }

  async function ask(question: string): Promise<void> {
    const id = nextId.current++;
    const abort = new AbortController();
    running.current = abort;
    setTurns((all) => [...all, startTurn(id, question)]);
    try {
      const path = apiPath("cases", caseId, "chat");
      const response = await send(path, { ...jsonBody({ question }), signal: abort.signal });
      if (!response.body) throw ApiError.unreadable(response.status, response.headers.get("x-request-id"));
      for await (const raw of readEventStream(response.body)) {
        const event = parseChatEvent(raw);
        if (event) change(id, (turn) => applyChatEvent(turn, event));
      }
      change(id, closeTurn);
    } catch (error) {
      change(id, (turn) => (abort.signal.aborted ? { ...turn, state: "stopped" } : failTurn(turn, asApiError(error))));
    }
  }

  return { turns, ask, stop: () => running.current?.abort(), isWorking: turns.at(-1)?.state === "working" };
}

/** A connection lost in mid-answer arrives as a TypeError of the browser. */
function asApiError(error: unknown): unknown {
  return error instanceof TypeError ? ApiError.unreachable() : error;
}
