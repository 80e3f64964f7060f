import type { TimelineEvent } from "../../shared/api/types";
import { splitMoment } from "../../shared/moment";

export interface TimelineDay {
  day: string;
  events: { time: string | null; event: TimelineEvent }[];
}

/** Sorts events by moment and groups them by day. On one day, what has no hour comes first. */
export function groupByDay(events: TimelineEvent[]): TimelineDay[] {
  const days: TimelineDay[] = [];
  for (const event of [...events].sort((one, other) => compare(one.at, other.at))) {
    const { day, time } = splitMoment(event.at);
    const last = days.at(-1);
    if (last?.day === day) last.events.push({ time, event });
    else days.push({ day, events: [{ time, event }] });
  }
  return days;
}

/** The forms `2024-03-01` and `2024-03-01T22:10` sort by time when they sort as text. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Everyone whom the timeline names, the most often named first. */
export function personsOf(events: TimelineEvent[]): string[] {
  const counts = new Map<string, number>();
  for (const { person } of events) {
    if (person !== null) counts.set(person, (counts.get(person) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one).map(([person]) => person);
}
