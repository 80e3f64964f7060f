/** Keys of the query cache. Everything below a case starts with the case's key, so one call refreshes all of it. */
export const keys = {
  session: ["session"] as const,
  cases: ["cases"] as const,
  case: (caseId: string) => ["case", caseId] as const,
  caseItem: (caseId: string) => ["case", caseId, "item"] as const,
  progress: (caseId: string) => ["case", caseId, "progress"] as const,
  files: (caseId: string) => ["case", caseId, "files"] as const,
  documents: (caseId: string) => ["case", caseId, "documents"] as const,
  page: (caseId: string, fileId: string, ordinal: number) => ["case", caseId, "page", fileId, ordinal] as const,
  pageImage: (caseId: string, fileId: string, ordinal: number) =>
    ["case", caseId, "page", fileId, ordinal, "image"] as const,
  summary: (caseId: string) => ["case", caseId, "summary"] as const,
  findings: (caseId: string) => ["case", caseId, "findings"] as const,
  timeline: (caseId: string) => ["case", caseId, "timeline"] as const,
  search: (caseId: string, query: string) => ["case", caseId, "search", query] as const,
};
