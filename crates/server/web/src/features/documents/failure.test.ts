import { expect, test } from "vitest";
import { remedyOf } from "./failure";

test.each([
  ["encrypted", "password"],
  ["wrong_password", "password"],
  ["timeout", "retry"],
  ["no_models", "retry"],
  ["a code of a later version", "retry"],
  [null, "retry"],
  ["damaged", null],
  ["locked", null],
])("a file that failed as %s", (error_code, remedy) => {
  expect(remedyOf({ state: "failed", error_code })).toBe(remedy);
});

test("a file that is being read again, or was read but for something inside it, asks for nothing", () => {
  expect(remedyOf({ state: "queued", error_code: null })).toBeNull();
  expect(remedyOf({ state: "done", error_code: "incomplete" })).toBeNull();
});
