import { expect, test } from "vitest";
import type { Progress } from "../../shared/api/types";
import { filesBehind } from "./progress";

test("a long file moves the bar page by page", () => {
  const reading = [{ file: "", file_id: "", pages_done: 10, pages_total: 40 }];
  const progress: Progress = {
    state: "processing",
    files_total: 4,
    files_done: 1,
    files_failed: 1,
    review: "queued",
    reading,
    skipped: [],
  };
  expect(filesBehind(progress)).toBe(2.25);
  expect(filesBehind({ ...progress, reading: [{ file: "", file_id: "", pages_done: 0, pages_total: 0 }] })).toBe(2);
});
