import { expect, test } from "vitest";
import { ApiError } from "../../shared/api/errors";
import type { ChatEvent, Quote } from "../../shared/api/types";
import { applyChatEvent, closeTurn, parseChatEvent, splitAnswer, startTurn } from "./turn";

const QUOTE: Quote = { file: "a.pdf", file_id: "a", page: 1, text: "二十四小时", start: 0, end: 5 };

function play(...events: ChatEvent[]) {
  return events.reduce(applyChatEvent, startTurn(1, "何时送所？"));
}

test("an answer grows by its events", () => {
  const turn = play(
    { name: "status", data: { mode: "rules", notice: "规则与摘录模式", message: "正在检索" } },
    { name: "delta", data: { text: "送所时间见" } },
    { name: "citation", data: { index: 1, quote: QUOTE } },
    { name: "delta", data: { text: "[1]。" } },
    { name: "done", data: { answerable: true } },
  );
  expect(turn).toMatchObject({ state: "done", notice: "规则与摘录模式", answer: "送所时间见[1]。", isAnswerable: true });
  expect(closeTurn(turn)).toBe(turn);
  expect(splitAnswer(turn.answer, turn.citations)).toEqual([
    { words: "送所时间见" },
    { citation: 1, quote: QUOTE },
    { words: "。" },
  ]);
});

test("an error event keeps what was said and carries the request id", () => {
  const turn = play(
    { name: "delta", data: { text: "一" } },
    { name: "error", data: { error: { code: "model_unavailable", message: "模型暂不可用", request_id: "r-1" } } },
  );
  expect(turn).toMatchObject({ state: "failed", answer: "一" });
  expect(turn.error).toMatchObject({ message: "模型暂不可用", requestId: "r-1" });
});

test("a stream that ends without done is a failure, not a complete answer", () => {
  const turn = closeTurn(play({ name: "delta", data: { text: "半句" } }));
  expect(turn.state).toBe("failed");
  expect(turn.error).toBeInstanceOf(ApiError);
});

test("a mark without its quote stays plain words", () => {
  expect(splitAnswer("见[1][2]及[9999]。", new Map([[2, QUOTE]]))).toEqual([
    { words: "见[1]" },
    { citation: 2, quote: QUOTE },
    { words: "及[9999]。" },
  ]);
  expect(splitAnswer("", new Map())).toEqual([]);
});

test("leaves out events it does not know and refuses broken JSON", () => {
  expect(parseChatEvent({ name: "heartbeat", data: "" })).toBeNull();
  expect(parseChatEvent({ name: "delta", data: '{"text":"一"}' })).toEqual({ name: "delta", data: { text: "一" } });
  expect(() => parseChatEvent({ name: "delta", data: "{" })).toThrow(SyntaxError);
});
