import type { CaseFile } from "../../shared/api/types";

/** What a person can do about a file: give its password, have it read again, or nothing here. */
export type Remedy = "password" | "retry" | null;

const LOCKED = new Set(["encrypted", "wrong_password"]);
/** The same bytes would be refused the same way: only another file helps. */
const FINAL = new Set(["empty", "unsupported", "locked", "damaged", "bomb", "too_large", "too_deep"]);

export function remedyOf({ state, error_code: code }: Pick<CaseFile, "state" | "error_code">): Remedy {
  if (state !== "failed") return null;
  if (code !== null && LOCKED.has(code)) return "password";
  return code !== null && FINAL.has(code) ? null : "retry";
}
