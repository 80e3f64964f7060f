import type { CaseDocument, CaseFile } from "../../shared/api/types";

/** One file with the papers that were recognised in it. */
export interface FileGroup {
  file: CaseFile;
  documents: CaseDocument[];
  /** False before the first review. */
  isReviewed: boolean;
  /** The file's name inside the one it came in. */
  name: string;
  /** Files around it. */
  depth: number;
  /** Files listed under it. */
  memberCount: number;
}

/**
 * Puts each paper under its file and each member under its archive, in the order of the files. A file without papers keeps
 * its place. `documents` is null before the first review.
 */
export function groupByFile(files: CaseFile[], documents: CaseDocument[] | null): FileGroup[] {
  const known = new Set(files.map((file) => file.id));
  const papersOf = groupBy(documents ?? [], (item) => item.file_id);
  // A member whose archive is not listed stands by itself.
  const membersOf = groupBy(files, ({ archive_id: id }) => (id !== null && known.has(id) ? id : null));
  function listOf(archive: CaseFile | null, depth: number): FileGroup[] {
    return (membersOf.get(archive?.id ?? null) ?? []).flatMap((file) => [
      {
        file,
        documents: papersOf.get(file.id) ?? [],
        isReviewed: documents !== null,
        name: nameInside(archive, file),
        depth,
        memberCount: membersOf.get(file.id)?.length ?? 0,
      },
      ...listOf(file, depth + 1),
    ]);
  }
  return listOf(null, 0);
}

function groupBy<T, K>(items: T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function nameInside(archive: CaseFile | null, { name }: CaseFile): string {
  return archive && name.startsWith(`${archive.name}/`) ? name.slice(archive.name.length + 1) : name;
}

/** Keeps what holds the words: a file name keeps the whole file, a title, kind or person that one paper. */
export function filterGroups(groups: FileGroup[], words: string): FileGroup[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") return groups;
  const holds = (value: string) => value.toLowerCase().includes(wanted);
  return groups.flatMap((group) => {
    if (holds(group.file.name)) return [group];
    const kept = group.documents.filter((item) => [item.title, item.kind_name, ...item.persons].some(holds));
    return kept.length > 0 ? [{ ...group, documents: kept }] : [];
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
