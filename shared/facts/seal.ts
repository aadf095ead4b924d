import { nextStamp, type Stamp } from "../kernel/hybrid-clock.ts";
import { canonicalJson, type FactDraft, type FactEnvelope, hashInput } from "./fact.ts";

/** SHA-256 of a text's UTF-8 bytes as 64 hex digits. */
export type Sha256 = (text: string) => string;

/** Where a station's chain of facts ends. */
export interface ChainHead {
  /** Sequence of its last fact; 0 before the first. */
  readonly sequence: number;
  /** Hash of its last fact; 64 zeros before the first. */
  readonly hash: string;
  /** The latest stamp it has given or seen. */
  readonly stamp: Stamp;
}

export interface Sealing {
  readonly draft: FactDraft;
  /** Version of the draft's kind. */
  readonly version: number;
  readonly station: string;
  readonly user: string;
  /** UTC milliseconds. */
  readonly now: number;
  readonly sha256: Sha256;
  /** The id of the new fact, given what it says and where it stands. */
  readonly idOf: (unnamed: Omit<FactEnvelope, "id" | "hash" | "body">) => string;
}

/** Makes a fact of a draft: the next one in its station's chain. The body must have been parsed by its kind. */
export function seal(head: ChainHead, sealing: Sealing): { readonly fact: FactEnvelope; readonly head: ChainHead } {
  const { draft, version, station, user, now, sha256 } = sealing;
  const body = draft.body as Record<string, unknown>;
  const stamp = nextStamp(head.stamp, now);
  const sequence = head.sequence + 1;
  const unnamed = {
    stream: draft.stream,
    kind: draft.kind,
    version,
    station,
    sequence,
    user,
    stamp,
    bodyHash: sha256(canonicalJson(body)),
    previous: head.hash,
  };
  const sealed = { id: sealing.idOf(unnamed), ...unnamed };
  const hash = sha256(hashInput(sealed));
  return { fact: { ...sealed, body, hash }, head: { sequence, hash, stamp } };
}

export type ChainProblem = "broken-hash" | "broken-chain";

/** Whether a fact's hashes are those of what it says, and whether it follows on `previous`. Undefined where all is well. */
export function chainProblem(fact: FactEnvelope, previous: string, sha256: Sha256): ChainProblem | undefined {
  if (!isSealed(fact, sha256)) return "broken-hash";
  return fact.previous === previous ? undefined : "broken-chain";
}

/** Whether a fact's hashes are those of what it says. */
export function isSealed(fact: FactEnvelope, sha256: Sha256): boolean {
  return sha256(canonicalJson(fact.body)) === fact.bodyHash && sha256(hashInput(fact)) === fact.hash;
}
