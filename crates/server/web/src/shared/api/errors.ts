import { text } from "../text";
import type { ErrorBody } from "./types";

/** A failed call, with a sentence for the person and the request id for whoever looks into it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string | null,
  ) {
    super(message);
    this.name = "ApiError";
  }

  static fromBody(status: number, body: ErrorBody): ApiError {
    return new ApiError(status, body.error.code, body.error.message, body.error.request_id || null);
  }

  /** The server was not reached at all. */
  static unreachable(): ApiError {
    return new ApiError(0, "unreachable", text.errors.unreachable, null);
  }

  /** An answer that is not the API's own JSON, for example from a proxy in between. */
  static unreadable(status: number, requestId: string | null): ApiError {
    return new ApiError(status, "unreadable", text.errors.unreadable(status), requestId);
  }
}

/** Turns the text of a failed answer into an `ApiError`, whoever wrote that text. */
export function parseErrorBody(status: number, body: string, requestId: string | null): ApiError {
  try {
    const parsed = JSON.parse(body) as Partial<ErrorBody>;
    if (typeof parsed.error?.message === "string") {
      return ApiError.fromBody(status, parsed as ErrorBody);
    }
  } catch {
    // Not JSON: falls through to the sentence for unreadable answers.
  }
  return ApiError.unreadable(status, requestId);
}

/** The case is still being processed: nothing went wrong. */
export function isNotReady(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === "not_ready";
}
