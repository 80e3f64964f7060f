import { expect, test } from "vitest";
import { locateQuote, splitAtSpan } from "./locate";

// 𠮷 lies outside the basic plane: two UTF-16 units, one code point.
const PAGE = "拘留证\n犯罪嫌疑人𠮷某，送陇河县看\n守所羁押。\n𠮷某于16时20分签收，16时20分送押。";

test("believes offsets that carry the quoted words, counted in code points", () => {
  const text = "送陇河县看\n守所羁押";
  const start = Array.from(PAGE.slice(0, PAGE.indexOf(text))).length;
  const end = start + Array.from(text).length;
  expect(locateQuote(PAGE, { text, start, end })).toEqual({ how: "exact", start, end });
  expect(splitAtSpan(PAGE, { start, end })[1]).toBe(text);
  expect(splitAtSpan(PAGE, { start, end }).join("")).toBe(PAGE);
});

test("does not take UTF-16 units for code points", () => {
  const text = "看\n守所";
  const utf16 = PAGE.indexOf(text);
  const located = locateQuote(PAGE, { text, start: utf16, end: utf16 + text.length });
  expect(located).toEqual({ how: "searched", start: utf16 - 1, end: utf16 - 1 + text.length });
});

test("takes the nearest place when the offsets carry other words", () => {
  const second = Array.from(PAGE.slice(0, PAGE.lastIndexOf("16时20分"))).length;
  const located = locateQuote(PAGE, { text: "16时20分", start: second - 2, end: second + 4 });
  expect(located).toEqual({ how: "searched", start: second, end: second + 6 });
});

test("looks past line breaks and spaces, and marks the words as they stand on the page", () => {
  const located = locateQuote(PAGE, { text: "陇河县看守所 羁押", start: 0, end: 9 });
  expect(located.how).toBe("searched");
  if (located.how === "missing") throw new Error("unreachable");
  expect(splitAtSpan(PAGE, located)[1]).toBe("陇河县看\n守所羁押");
});

test.each([
  ["other words", { text: "取保候审决定书", start: 0, end: 7 }],
  ["one character off", { text: "送陇河县看守所关押", start: 0, end: 9 }],
  ["only spaces", { text: " \n", start: 3, end: 5 }],
  ["longer than the page", { text: PAGE + PAGE, start: 0, end: 10 }],
])("finds nothing for %s", (_, target) => {
  expect(locateQuote(PAGE, target)).toEqual({ how: "missing" });
});

test("a link without words is taken at its offsets if they lie on the page", () => {
  expect(locateQuote(PAGE, { text: null, start: 0, end: 3 })).toEqual({ how: "exact", start: 0, end: 3 });
  expect(locateQuote(PAGE, { text: null, start: 0, end: 9999 })).toEqual({ how: "missing" });
  expect(locateQuote(PAGE, { text: null, start: 5, end: 5 })).toEqual({ how: "missing" });
  expect(locateQuote(PAGE, { text: null, start: -1, end: 2 })).toEqual({ how: "missing" });
});

test("an empty page holds no quote", () => {
  expect(locateQuote("", { text: "拘留", start: 0, end: 2 })).toEqual({ how: "missing" });
});
