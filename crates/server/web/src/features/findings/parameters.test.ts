import { expect, test } from "vitest";
import { describeParameters } from "./parameters";

test("names parameters and their units, and shows an unknown one by its key", () => {
  const shown = describeParameters({ limit_hours: 24, allow_mail: true, keywords: ["回避", "法律援助"], unheard_of: 3 });
  expect(shown.map(({ name, value }) => [name, value])).toEqual([
    ["期限", "24 小时"],
    ["邮寄的以交邮时间为准", "是"],
    ["告知要点", "回避、法律援助"],
    ["unheard_of", "3"],
  ]);
});

test("never fails on a value of another shape", () => {
  expect(describeParameters({ table: { a: 1 }, none: null, word: "日" }).map(({ value }) => value)).toEqual([
    '{"a":1}',
    "null",
    "日",
  ]);
});
