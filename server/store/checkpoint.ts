import type { Scope } from "#shared/sync/scope.ts";

/**
 * How far a station has pulled: everything up to this place in the order of transactions, and of rows within one. Bound to
 * the hub's epoch and the station's scope; where either changed, pulling begins anew.
 */
export interface Checkpoint {
  readonly epoch: string;
  readonly phase: "open" | "history";
  readonly scope: string;
  /** PostgreSQL's 64-bit transaction id, in decimal. */
  readonly xid: string;
  readonly position: number;
}

export function writeCheckpoint({ epoch, phase, scope, xid, position }: Checkpoint): string {
  return [epoch, phase, xid, position, scope].join("~");
}

/** What a station sends back; undefined for what no hub ever wrote. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  const [epoch = "", phase, xid = "", position = "", scope = "", ...more] = text.split("~");
  if ((phase !== "open" && phase !== "history") || more.length > 0) return undefined;
  if (!/^\d{1,19}$/.test(xid) || !/^\d{1,15}$/.test(position)) return undefined;
  return { epoch, phase, scope, xid, position: Number(position) };
}

/** A scope in few letters; the same for equal scopes. */
export function scopeMark({ site, channels }: Scope, sha256: (text: string) => string): string {
  return sha256(JSON.stringify([site, channels === null ? null : channels.toSorted()])).slice(0, 12);
}
