import { err, ok } from "../kernel/result.ts";
import type { CellReading } from "./row-problem.ts";

const timeText =
  /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(?:Z|UTC|([+-])(\d{2}):?(\d{2}))$/;

/** `2026-04-10 11:11:26 +0530`, or the same in ISO 8601, as UTC milliseconds. Empty text is undefined. */
export function readTime(cell: string): CellReading<number | undefined> {
  const text = cell.trim();
  if (text === "") return ok(undefined);
  const match = timeText.exec(text);
  const at = match ? instant(match) : undefined;
  if (at !== undefined) return ok(at);
  return err({
    code: "not-a-date",
    message: "Not a date with its time zone. Write it like 2026-04-10 11:11:26 +0530.",
  });
}

function instant(match: RegExpExecArray): number | undefined {
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const zoneMinutes = Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0);
  // 60 is a leap second; it counts as the first of the next minute.
  const lawful =
    year >= 1970 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 60 &&
    zoneMinutes <= 14 * 60 &&
    Number(match[9] ?? 0) <= 59;
  if (!lawful) return undefined;
  const zone = (match[7] === "-" ? -1 : 1) * zoneMinutes;
  return ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute - zone) * 60_000 + second * 1000;
}

/** Counted from a year that begins in March, so that the leap day comes last (Hinnant, days_from_civil). */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
