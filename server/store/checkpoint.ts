import type { Scope } from "#shared/sync/scope.ts";

interface Common {
  readonly epoch: string;
  readonly scope: string;
  /**
   * PostgreSQL's 64-bit transaction id, in decimal: facts of earlier transactions were given out with the open work where
   * a document of theirs has been open since before it without a break. "0" where no open work was given.
   */
  readonly given: string;
}

/** Everything up to this place in the order of transactions, and of rows within one. */
export interface HistoryCheckpoint extends Common {
  readonly phase: "history";
  /** A transaction id, too. */
  readonly xid: string;
  readonly position: number;
}

/** The facts of all open documents up to this one, and of this one up to this fold key. */
export interface OpenCheckpoint extends Common {
  readonly phase: "open";
  readonly document: number;
  readonly key: string;
  /** Facts still to come, as counted when the phase began. */
  readonly remaining: number;
}

/**
 * How far a station has pulled. Bound to the hub's epoch and the station's scope; where either changed, pulling begins
 * anew.
 */
export type Checkpoint = HistoryCheckpoint | OpenCheckpoint;

export function writeCheckpoint(checkpoint: Checkpoint): string {
  const { epoch, phase, scope, given } = checkpoint;
  const place =
    checkpoint.phase === "history"
      ? [checkpoint.xid, checkpoint.position]
      : [checkpoint.document, Buffer.from(checkpoint.key).toString("base64url"), checkpoint.remaining];
  return [epoch, phase, ...place, scope, given].join("~");
}

const transaction = /^\d{1,19}$/;
const number = /^\d{1,15}$/;

/** What a station sends back; undefined for what no hub ever wrote. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  const [epoch = "", phase, ...rest] = text.split("~");
  if (phase === "history") {
    // One of before there was a `given` ends with its scope.
    const [xid = "", position = "", scope = "", given = "0", ...more] = rest;
    if (![xid, given].every((id) => transaction.test(id)) || !number.test(position) || more.length > 0)
      return undefined;
    return { epoch, phase, scope, given, xid, position: Number(position) };
  }
  // An open one of before, which named no document: its station gets the whole history, and passes over what it has.
  if (phase === "open" && rest.length === 3) {
    return { epoch, phase: "history", scope: rest[2] ?? "", given: "0", xid: "0", position: 0 };
  }
  const [document = "", key = "", remaining = "", scope = "", given = "", ...more] = rest;
  if (phase !== "open" || !transaction.test(given) || more.length > 0) return undefined;
  if (![document, remaining].every((count) => number.test(count)) || !/^[\w-]*$/.test(key)) return undefined;
  const plainKey = Buffer.from(key, "base64url").toString();
  if (plainKey.includes("\0")) return undefined;
  return { epoch, phase, scope, given, document: Number(document), key: plainKey, remaining: Number(remaining) };
}

/** A scope in few letters; the same for equal scopes. */
export function scopeMark({ site, channels }: Scope, sha256: (text: string) => string): string {
  return sha256(JSON.stringify([site, channels === null ? null : channels.toSorted()])).slice(0, 12);
}
