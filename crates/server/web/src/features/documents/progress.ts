import type { Progress } from "../../shared/api/types";

/** Files behind, those on their way by the share of their pages. */
export function filesBehind({ files_done, files_failed, files_total, reading }: Progress): number {
  const onTheirWay = reading.reduce((sum, { pages_done, pages_total }) => sum + pages_done / Math.max(pages_total, 1), 0);
  return Math.min(files_done + files_failed + onTheirWay, files_total);
}
