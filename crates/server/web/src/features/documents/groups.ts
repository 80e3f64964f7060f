import type { CaseDocument, CaseFile } from "../../shared/api/types";

/** One file with the papers that were recognised in it. */
export interface FileGroup {
  file: CaseFile;
  documents: CaseDocument[];
}

/** Puts each paper under its file, in the order of the files. A file without papers keeps its place. */
export function groupByFile(files: CaseFile[], documents: CaseDocument[]): FileGroup[] {
  return files.map((file) => ({ file, documents: documents.filter((item) => item.file_id === file.id) }));
}

/** Keeps what holds the words: a file name keeps the whole file, a title, kind or person that one paper. */
export function filterGroups(groups: FileGroup[], words: string): FileGroup[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") return groups;
  const holds = (value: string) => value.toLowerCase().includes(wanted);
  return groups.flatMap(({ file, documents }) => {
    if (holds(file.name)) return [{ file, documents }];
    const kept = documents.filter((item) => [item.title, item.kind_name, ...item.persons].some(holds));
    return kept.length > 0 ? [{ file, documents: kept }] : [];
  });
}

/** Where a paper begins, as a page ordinal. */
export function firstOrdinal(item: CaseDocument): number {
  return item.pages?.[0] ?? 1;
}

/** Whether a page belongs to a paper; a paper without pages is its whole file. */
export function coversPage(item: CaseDocument, fileId: string, ordinal: number): boolean {
  if (item.file_id !== fileId) return false;
  return item.pages === null || (item.pages[0] <= ordinal && ordinal <= item.pages[1]);
}
