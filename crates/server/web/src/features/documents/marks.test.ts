import { describe, expect, it } from "vitest";
import type { PageLayout } from "../../shared/api/types";
import { marksOf } from "./marks";

const line = { role: "body", source: "text_layer", confidence: null } as const;

describe("marksOf", () => {
  const layout: PageLayout = {
    width: 100,
    height: 200,
    turn: 0,
    bookmarks: [],
    lines: [
      { ...line, start: 0, end: 4, bounds: [10, 20, 50, 30] },
      { ...line, start: 5, end: 9, bounds: [10, 40, 40, 50] },
    ],
  };
  const text = "立案决定\n24年日";

  it("marks a whole line by its box", () => {
    expect(marksOf(layout, text, { start: 0, end: 4 })).toEqual([{ left: 0.1, top: 0.1, width: 0.4, height: 0.05 }]);
  });

  it("marks parts of the lines that the words touch, digits narrower", () => {
    const [first, second, ...rest] = marksOf(layout, text, { start: 2, end: 7 });
    expect(rest).toEqual([]);
    expect(first?.left).toBeCloseTo(0.3);
    expect(first?.width).toBeCloseTo(0.2);
    expect(second?.left).toBeCloseTo(0.1);
    expect(second?.width).toBeCloseTo(0.1);
  });

  it("cuts a line that is written downwards across", () => {
    const upright: PageLayout = { ...layout, lines: [{ ...line, start: 0, end: 4, bounds: [10, 20, 20, 60] }] };
    const [mark] = marksOf(upright, text, { start: 1, end: 2 });
    expect(mark?.top).toBeCloseTo(0.15);
    expect(mark?.height).toBeCloseTo(0.05);
    expect(mark?.width).toBeCloseTo(0.1);
  });

  it("marks nothing outside its lines", () => {
    expect(marksOf(layout, text, { start: 4, end: 5 })).toEqual([]);
  });
});
