import type { Finding, FindingLevel, Severity } from "../../shared/api/types";

const RANK: Record<Severity, number> = { high: 0, medium: 1, low: 2 };

const LEVELS: Record<FindingLevel, number> = { hit: 0, hint: 1 };

/** Hits before hints, the gravest first, then by point; the order does not change with a verdict, so a card never jumps under the hand. */
export function sortFindings(findings: Finding[]): Finding[] {
  return [...findings].sort(
    (one, other) =>
      LEVELS[one.level] - LEVELS[other.level] ||
      RANK[one.severity] - RANK[other.severity] ||
      one.point_id.localeCompare(other.point_id),
  );
}
