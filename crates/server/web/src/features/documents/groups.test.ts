import { expect, test } from "vitest";
import type { CaseDocument, CaseFile } from "../../shared/api/types";
import { coversPage, filterGroups, groupByFile } from "./groups";

function file(id: string, name: string, archive_id: string | null = null): CaseFile {
  const pages = { page_count: 4, pages_done: 4, member_count: 0 };
  return { id, name, size_bytes: 1, sha256: "", state: "done", error: null, error_code: null, archive_id, ...pages };
}

function paper(fileId: string, title: string, pages: [number, number] | null, persons: string[] = []): CaseDocument {
  return { id: title, title, kind: "", kind_name: title, file: "", file_id: fileId, pages, date: null, persons };
}

const FILES = [file("a", "08_拘留证_马占林.pdf"), file("b", "录音.mp3")];
const PAPERS = [paper("a", "拘留证", [1, 1], ["马占林"]), paper("a", "拘留通知书", [2, 3], ["马秀兰"])];
const GROUPS = groupByFile(FILES, PAPERS);

test("every file keeps its place, with or without papers", () => {
  expect(GROUPS.map((group) => group.documents.length)).toEqual([2, 0]);
});

test("a member stands under its archive by the name it has there", () => {
  const files = [
    file("zip", "卷.zip"),
    file("other", "卷.zip (2).pdf"),
    file("inner", "卷.zip/内.zip", "zip"),
    file("note", "卷.zip/内.zip/说明.txt", "inner"),
    file("stray", "旧.zip/笔录.txt", "gone"),
  ];
  const listed = groupByFile(files, null).map(({ name, depth, memberCount }) => [name, depth, memberCount]);
  expect(listed).toEqual([
    ["卷.zip", 0, 1],
    ["内.zip", 1, 1],
    ["说明.txt", 2, 0],
    ["卷.zip (2).pdf", 0, 0],
    ["旧.zip/笔录.txt", 0, 0],
  ]);
});

test.each([
  ["马秀兰", ["拘留通知书"]],
  ["通知", ["拘留通知书"]],
  ["PDF", ["拘留证", "拘留通知书"]],
  ["mp3", []],
])("filters by %s", (words, titles) => {
  const kept = filterGroups(GROUPS, words);
  expect(kept).toHaveLength(1);
  expect(kept[0]?.documents.map((item) => item.title)).toEqual(titles);
});

test("finds nothing for other words and everything for none", () => {
  expect(filterGroups(GROUPS, "取保候审")).toEqual([]);
  expect(filterGroups(GROUPS, "  ")).toEqual(GROUPS);
});

test("a paper covers its own pages of its own file", () => {
  const notice = PAPERS[1]!;
  expect([1, 2, 3, 4].map((ordinal) => coversPage(notice, "a", ordinal))).toEqual([false, true, true, false]);
  expect(coversPage(notice, "b", 2)).toBe(false);
  expect(coversPage(paper("a", "说明", null), "a", 9)).toBe(true);
});
