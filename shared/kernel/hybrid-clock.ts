/**
 * Hybrid logical clock (Kulkarni et al., 2014): close to wall time, never runs backwards on one station, and always later
 * than anything the station has seen. A stamp is fixed-width text, `<12 hex ms>-<4 hex counter>`, so that text order is
 * time order.
 */
export type Stamp = string;

export const earliestStamp: Stamp = "000000000000-0000";

const stampText = /^[0-9a-f]{12}-[0-9a-f]{4}$/;

export function isStamp(text: string): boolean {
  return stampText.test(text);
}

/** The wall-clock part of a stamp, UTC milliseconds as the station that made it believed. */
export function timeOf(stamp: Stamp): number {
  return Number.parseInt(stamp.slice(0, 12), 16);
}

/** Text that comes before every stamp of this moment and after all earlier ones. */
export function startOf(milliseconds: number): string {
  return Math.max(0, Math.floor(milliseconds)).toString(16).padStart(12, "0");
}

/** The next stamp after `last` at wall time `now` (UTC ms). A clock set back only makes the counter run. */
export function nextStamp(last: Stamp, now: number): Stamp {
  const lastTime = timeOf(last);
  // A clock with fractions of a millisecond must not start the counter anew within one.
  const time = Math.floor(now);
  if (time > lastTime) return write(time, 0);
  const counter = Number.parseInt(last.slice(13), 16) + 1;
  return counter > 0xffff ? write(lastTime + 1, 0) : write(lastTime, counter);
}

/** What the clock must stand at after seeing a stamp made elsewhere. */
export function laterStamp(one: Stamp, other: Stamp): Stamp {
  return one >= other ? one : other;
}

function write(time: number, counter: number): Stamp {
  return `${time.toString(16).padStart(12, "0")}-${counter.toString(16).padStart(4, "0")}`;
}
