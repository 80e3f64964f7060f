import { expect, test } from "vitest";
import type { TimelineEvent } from "../../shared/api/types";
import { groupByDay, personsOf } from "./days";

function event(at: string, name: string, person: string | null = null): TimelineEvent {
  return { at, kind: "", event: name, person, evidence: [] };
}

test("sorts by moment, days without hour first, and keeps the given order of equals", () => {
  const days = groupByDay([
    event("2024-04-08T20:35", "送所"),
    event("2024-03-05", "案发"),
    event("2024-04-08T16:20", "宣布拘留一"),
    event("2024-04-08T16:20", "宣布拘留二"),
    event("2024-04-08", "拘留决定"),
  ]);
  expect(days.map(({ day, events }) => [day, events.map((item) => [item.time, item.event.event])])).toEqual([
    ["2024-03-05", [[null, "案发"]]],
    [
      "2024-04-08",
      [
        [null, "拘留决定"],
        ["16:20", "宣布拘留一"],
        ["16:20", "宣布拘留二"],
        ["20:35", "送所"],
      ],
    ],
  ]);
});

test("lists each person once, the most often named first", () => {
  const events = [event("1", "", "郭二东"), event("2", "", "马占林"), event("3", "", null), event("4", "", "马占林")];
  expect(personsOf(events)).toEqual(["马占林", "郭二东"]);
});
