import { text } from "./text";

/** Shows an RFC 3339 instant in the reader's time zone, to the minute. */
export function formatInstant(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moments of a dossier are local times without a zone; they are shown as written, never converted. */
export function splitMoment(at: string): { day: string; time: string | null } {
  const [day = at, time] = at.split("T");
  return { day, time: time?.slice(0, 5) ?? null };
}

/** The day of the week of `2024-04-08`, or nothing for anything else. */
export function weekdayOf(day: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return "";
  const name = text.weekdays[new Date(Date.UTC(+match[1]!, +match[2]! - 1, +match[3]!)).getUTCDay()];
  return name === undefined ? "" : text.weekday(name);
}
