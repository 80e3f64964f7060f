/** One server-sent event. */
export interface SseEvent {
  name: string;
  data: string;
}

/**
 * Parser of the `text/event-stream` format (HTML standard, 9.2.6) for text that arrives in arbitrary pieces.
 *
 * `id` and `retry` are read over: a chat answer is never resumed. An event cut off by the end of the stream is
 * dropped, as the standard asks.
 */
export class SseParser {
  #rest = "";
  #started = false;
  #afterReturn = false;
  #name = "";
  #data: string[] = [];

  /** Takes the next piece and returns the events that it completes. */
  push(piece: string): SseEvent[] {
    this.#rest += piece;
    if (!this.#started && this.#rest.length > 0) {
      this.#started = true;
      if (this.#rest.startsWith("\uFEFF")) this.#rest = this.#rest.slice(1);
    }
    const events: SseEvent[] = [];
    for (let line = this.#takeLine(); line !== null; line = this.#takeLine()) {
      const event = this.#readLine(line);
      if (event) events.push(event);
    }
    return events;
  }

  #takeLine(): string | null {
    if (this.#afterReturn && this.#rest.length > 0) {
      // The line feed of a "\r\n" whose carriage return has already ended the line, perhaps in an earlier piece.
      if (this.#rest.startsWith("\n")) this.#rest = this.#rest.slice(1);
      this.#afterReturn = false;
    }
    const end = this.#rest.search(/[\r\n]/);
    if (end < 0) return null;
    const line = this.#rest.slice(0, end);
    this.#afterReturn = this.#rest[end] === "\r";
    this.#rest = this.#rest.slice(end + 1);
    return line;
  }

  #readLine(line: string): SseEvent | null {
    if (line === "") return this.#dispatch();
    if (line.startsWith(":")) return null;
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.#name = value;
    if (field === "data") this.#data.push(value);
    return null;
  }

  #dispatch(): SseEvent | null {
    const event = this.#data.length > 0 ? { name: this.#name || "message", data: this.#data.join("\n") } : null;
    this.#name = "";
    this.#data = [];
    return event;
  }
}

/** Reads the events of a response body as they arrive. UTF-8 sequences split between packets are put together. */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<SseEvent> {
  const parser = new SseParser();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      yield* parser.push(decoder.decode(read.value, { stream: true }));
    }
  } finally {
    // Also when the reader of the events stops early; after a failure there is nothing left to cancel.
    await reader.cancel().catch(() => undefined);
  }
}
