import { expect, test } from "vitest";
import { readEventStream, SseParser, type SseEvent } from "./sse";

function parseInPieces(text: string, size: number): SseEvent[] {
  const parser = new SseParser();
  const events: SseEvent[] = [];
  for (let at = 0; at < text.length; at += size) events.push(...parser.push(text.slice(at, at + size)));
  return events;
}

const ANSWER =
  'event: status\ndata: {"mode":"rules"}\n\n: keep-alive\n\nevent: delta\ndata: {"text":"拘留证[1]"}\n\nevent: done\ndata: {}\n\n';

test("reads named events, whatever the size of the pieces", () => {
  const expected = [
    { name: "status", data: '{"mode":"rules"}' },
    { name: "delta", data: '{"text":"拘留证[1]"}' },
    { name: "done", data: "{}" },
  ];
  for (let size = 1; size <= ANSWER.length; size++) expect(parseInPieces(ANSWER, size)).toEqual(expected);
});

test.each(["\n", "\r", "\r\n"])("takes %j as line end, also when it is split", (lineEnd) => {
  const text = ["event: delta", "data: 一", "data: 二", "", "data: 三", "", ""].join(lineEnd);
  const expected = [
    { name: "delta", data: "一\n二" },
    { name: "message", data: "三" },
  ];
  for (const size of [1, 2, 3, text.length]) expect(parseInPieces(text, size)).toEqual(expected);
});

test("drops comments, events without data and an event cut off by the end", () => {
  expect(parseInPieces(": ping\n\nevent: status\n\nid: 7\nretry: 10\n\nevent: delta\ndata: half", 5)).toEqual([]);
  expect(parseInPieces("event: delta\ndata: half\n", 50)).toEqual([]);
});

test("forgets the name of an event that had no data", () => {
  expect(parseInPieces("event: error\n\ndata: x\n\n", 4)).toEqual([{ name: "message", data: "x" }]);
});

test("takes one space after the colon away and keeps the rest", () => {
  expect(parseInPieces("data:a\n\ndata:  b: c\n\ndata\n\n", 3)).toEqual([
    { name: "message", data: "a" },
    { name: "message", data: " b: c" },
    { name: "message", data: "" },
  ]);
});

test("skips a byte order mark", () => {
  expect(parseInPieces("\uFEFFdata: x\n\n", 1)).toEqual([{ name: "message", data: "x" }]);
});

function streamOf(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
}

test("puts characters together that are split between packets", async () => {
  const events: SseEvent[] = [];
  for await (const event of readEventStream(streamOf(new TextEncoder().encode(ANSWER), 1))) events.push(event);
  expect(events.map((event) => event.name)).toEqual(["status", "delta", "done"]);
  expect(events[1]?.data).toBe('{"text":"拘留证[1]"}');
});

test("stops the stream when its reader has had enough", async () => {
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("data: x\n\n")),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const event of readEventStream(endless)) {
    expect(event.data).toBe("x");
    break;
  }
  expect(cancelled).toBe(true);
});
