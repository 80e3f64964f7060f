/**
 * The JSON of `/api/v1`, field for field.
 *
 * Offsets count Unicode code points of one page's text, not UTF-16 units: use `Array.from` before slicing.
 */

/** Whether a model takes part (`model`) or only rules and excerpts speak (`rules`). */
export type Mode = "rules" | "model";

/** Words of a page, exactly as they stand there. `page` is null for files without pages (TXT, DOCX). */
export interface Quote {
  file: string;
  file_id: string | null;
  page: number | null;
  text: string;
  start: number;
  end: number;
}

export interface Session {
  label: string;
  mode: Mode;
  mode_notice: string;
  model: string | null;
  version: string;
  all_cases: boolean;
}

export type CaseState = "empty" | "processing" | "ready" | "failed";

export interface Case {
  id: string;
  name: string;
  created_at: string;
  state: CaseState;
  file_count: number;
  document_count: number;
  finding_count: number;
  pending_finding_count: number;
}

export interface UploadedFile {
  id: string;
  name: string;
  size_bytes: number;
  sha256: string;
  duplicate: boolean;
}

export type FileState = "queued" | "done" | "failed";

export interface CaseFile {
  id: string;
  name: string;
  size_bytes: number;
  sha256: string;
  state: FileState;
  error: string | null;
  /** Why it was not read, such as `encrypted`. */
  error_code: string | null;
  /** Pages of the file; while it is read, 0 until they are counted. */
  page_count: number;
  pages_done: number;
  /** Files found inside it and listed on their own. */
  member_count: number;
  archive_id: string | null;
}

export type ReviewState = "none" | "queued" | "running" | "done" | "failed";

export interface SkippedFile {
  file: string;
  file_id: string;
  error: string;
  error_code: string | null;
}

/** A file whose pages are being read. */
export interface ReadingFile {
  file: string;
  file_id: string;
  pages_done: number;
  pages_total: number;
}

export interface Progress {
  state: CaseState;
  files_total: number;
  files_done: number;
  files_failed: number;
  review: ReviewState;
  reading: ReadingFile[];
  skipped: SkippedFile[];
}

/** 文书: one paper inside a file, with the pages it spans (both ends included). */
export interface CaseDocument {
  id: string;
  title: string;
  kind: string;
  kind_name: string;
  file: string;
  file_id: string;
  pages: [number, number] | null;
  date: string | null;
  persons: string[];
}

/** `ordinal` counts from 1 in every file; `page` is the printed place, null where a file has no pages. */
export interface PageText {
  file: string;
  file_id: string;
  ordinal: number;
  page: number | null;
  page_count: number;
  text: string;
  /** Null where the format has no places. */
  layout: PageLayout | null;
  notes: PageNote[];
}

/** Lengths are points from the top left corner of the upright page. */
export interface PageLayout {
  width: number;
  height: number;
  turn: number;
  lines: PageLine[];
  /** Entries of the file's outline that lead to the page; `level` 0 is outermost. */
  bookmarks: { title: string; level: number }[];
}

/** Characters `start` to `end` of the page's text; `bounds` are left, top, right and bottom. */
export interface PageLine {
  start: number;
  end: number;
  bounds: [number, number, number, number];
  role: string;
  source: string;
  confidence: number | null;
}

/** What a person must know of how a page was read; `message` is a Chinese sentence. */
export interface PageNote {
  kind: string;
  message: string;
  words: string;
}

export interface TimelineEvent {
  at: string;
  kind: string;
  event: string;
  person: string | null;
  evidence: Quote[];
}

export interface SummarySentence {
  section: string;
  text: string;
  evidence: Quote[];
}

export interface Summary {
  mode: Mode;
  mode_notice: string;
  sentences: SummarySentence[];
}

export type Severity = "high" | "medium" | "low";
export type FindingStatus = "pending" | "confirmed" | "rejected";

export interface LegalBasis {
  law: string;
  article: string;
  gist: string;
  /** False where the gist was not compared with the law's text. */
  verified: boolean;
}

/** 命中: the file shows it; 提示: a border case, or something is missing. */
export type FindingLevel = "hit" | "hint";

/** 监督线索: something the file shows, or fails to show, that the law asks to be supervised. */
export interface Finding {
  id: string;
  point_id: string;
  title: string;
  explanation: string;
  subject: string;
  level: FindingLevel;
  severity: Severity;
  origin: "rule" | "model";
  confidence: number;
  version: string;
  legal_basis: LegalBasis[];
  parameters: Record<string, unknown>;
  lawful_if: string[];
  missing: string | null;
  verify: string[];
  correction: string[];
  evidence: Quote[];
  searched: string[];
  point_confirmed: number;
  point_decided: number;
  status: FindingStatus;
  verdict_reason: string | null;
  verdict_at: string | null;
  verdict_by: string | null;
}

export interface VerdictRequest {
  verdict: FindingStatus;
  reason: string;
}

export interface SearchHit {
  file: string;
  file_id: string;
  page: number | null;
  ordinal: number;
  document: string;
  score: number;
  quote: Quote;
}

export interface ErrorBody {
  error: { code: string; message: string; request_id: string };
}

/** The events of a chat answer, by name of the server-sent event. */
export type ChatEvent =
  | { name: "status"; data: { mode: Mode; notice: string; message: string } }
  | { name: "delta"; data: { text: string } }
  | { name: "citation"; data: { index: number; quote: Quote } }
  | { name: "done"; data: { answerable: boolean } }
  | { name: "error"; data: ErrorBody };
