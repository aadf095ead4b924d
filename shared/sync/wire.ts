import { z } from "zod";
import { factEnvelopeSchema } from "../facts/fact.ts";
import { factRefusals, hubRefusals } from "./refusals.ts";
import { halfACharacter, scopeSchema } from "./scope.ts";

/** The contract between a station and a hub: JSON over HTTPS, a bearer token a station. Both sides parse with these. */

const sequence = z.int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const stationId = z.string().regex(/^[\w.-]{1,60}$/);
/** Without control characters: what a person may read in a list. */
const plainText = (longest: number) =>
  z
    .string()
    .regex(/^\P{Cc}+$/u)
    .refine((text) => !halfACharacter.test(text))
    .max(longest);
const letters = z.string().regex(/^[A-Z]{1,3}$/);

/** Facts in one push. */
export const mostFactsPushed = 500;
/** Facts in one page of a pull. */
export const mostFactsPulled = 1000;
/** Bytes of one request's body. */
export const mostBodyBytes = 8 * 1024 * 1024;
/** How far a fact's stamp may lie ahead of the hub's clock, milliseconds. */
export const clockSkewAllowed = 15 * 60 * 1000;

/** Every answer that is not the one asked for. */
export const refusedSchema = z.object({ code: z.enum(hubRefusals), detail: z.string() });

/** POST /v1/enrol, without a token. */
export const enrolRequestSchema = z.object({
  /** As printed by the hub; case, spaces and dashes do not matter. */
  code: z.string().min(1).max(100),
  stationId,
  name: plainText(100),
  letters,
  /** Where the station's chain ends. */
  head: z.object({ sequence, hash }),
  protocol: z.int().positive(),
  /** The company the station belongs to; null for one that never had a hub. */
  companyId: z.string().max(60).nullable(),
  scope: scopeSchema,
  /**
   * The station has lost its store and will begin with its own facts from the hub, before it records any: it gets a new
   * token, and the old one is void. Left out by stations of before.
   */
  again: z.boolean().optional(),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;

export const enrolReplySchema = z.object({
  /** Shown once; the hub keeps only its hash. */
  token: z.string(),
  companyId: z.string(),
  /** The station id under which the hub writes facts of its own. */
  hubId: z.string(),
  /** Unique in the company; the hub gives others where those asked for are taken. */
  letters,
  protocol: z.int().positive(),
  /** Changes when the hub was restored from an older copy. */
  epoch: z.string(),
  /** The hub's clock, UTC ms. */
  now: z.int(),
});
export type EnrolReply = z.infer<typeof enrolReplySchema>;

/** POST /v1/facts, in the order of the station's sequence. Each fact is judged by itself, so each may be anything. */
export const pushRequestSchema = z.object({ facts: z.array(z.unknown()).max(mostFactsPushed) });

const resultSchema = z.discriminatedUnion("outcome", [
  z.object({ id: z.string(), outcome: z.literal("accepted") }),
  /** The hub had it already: a success. */
  z.object({ id: z.string(), outcome: z.literal("duplicate") }),
  /** Not looked at: facts before it are missing, see `expected`. */
  z.object({ id: z.string(), outcome: z.literal("waiting") }),
  z.object({ id: z.string(), outcome: z.literal("refused"), code: z.enum(factRefusals), detail: z.string() }),
]);
export type PushResult = z.infer<typeof resultSchema>;

export const pushReplySchema = z.object({
  /** One for each fact, in the order they came. */
  results: z.array(resultSchema),
  /** The next sequence number the hub wants of this station. */
  expected: z.int().positive(),
  epoch: z.string(),
  now: z.int(),
});
export type PushReply = z.infer<typeof pushReplySchema>;

/**
 * GET /v1/facts. `phase=open` gives only what open work and master data stand on, for a first download; its last page's
 * checkpoint goes on with `phase=history`, which gives everything. Facts a station already has are to be passed over by
 * their id.
 */
export const pullQuerySchema = z.object({
  /** A checkpoint of this hub, given back as it came; without it from the beginning. */
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(mostFactsPulled).default(200),
  /** Where `after` is left out: which facts first. A checkpoint remembers its phase. */
  phase: z.enum(["open", "history"]).default("history"),
  /** Whether the station's own facts are given too: it made its store anew, or lost it. */
  own: z.stringbool().default(false),
});

export const pullReplySchema = z.object({
  facts: z.array(factEnvelopeSchema),
  checkpoint: z.string(),
  /** Nothing more to give at this moment. */
  upToDate: z.boolean(),
  /** Which part of the first download this page belongs to; `live` when it is behind. */
  phase: z.enum(["open", "history", "live"]),
  /** Facts of this phase that are still to come after this page, as counted when the phase began; for a progress bar. */
  remaining: z.int().min(0),
  epoch: z.string(),
});
export type PullReply = z.infer<typeof pullReplySchema>;

/** Data of a `facts` event of GET /v1/stream; its event id is the checkpoint after it (`Last-Event-ID` to resume). */
export const streamEventSchema = z.object({
  facts: z.array(factEnvelopeSchema),
  checkpoint: z.string(),
  epoch: z.string(),
});
export type StreamEvent = z.infer<typeof streamEventSchema>;

/** GET /v1/facts/of: every fact that has a say in one document, in fold order. */
export const factsOfQuerySchema = z.object({ view: plainText(60), id: plainText(400) });
export const factsOfReplySchema = z.object({ facts: z.array(factEnvelopeSchema) });

export const refusedFactSchema = z.object({
  id: z.string(),
  sequence,
  code: z.enum(factRefusals),
  detail: z.string(),
  /** UTC ms. */
  at: z.int(),
});

/** GET /v1/acknowledged: the station says what it holds, for a hub that was restored from an older copy. */
export const acknowledgedQuerySchema = z.object({
  /** Sequence of the station's own last fact. */
  held: z.coerce.number().int().min(0).default(0),
  /** Sequence of the hub's own last fact that the station holds. */
  hubHeld: z.coerce.number().int().min(0).default(0),
});

/** What the hub holds of the station that asks. */
export const acknowledgedReplySchema = z.object({
  /** Everything up to this number was taken or refused. */
  sequence,
  /** Numbers up to it that the hub lacks nevertheless; at most 1,000 of them. */
  missing: z.array(z.int().positive()),
  refused: z.array(refusedFactSchema),
  epoch: z.string(),
  now: z.int(),
  /** The same for the hub's own facts: a station that holds later ones gives them back by a push. */
  hub: z.object({ hubId: z.string(), sequence }),
  /** What the station receives, as the hub has it; left out by hubs of before. */
  scope: scopeSchema.optional(),
});
export type AcknowledgedReply = z.infer<typeof acknowledgedReplySchema>;

/** GET /v1/own: for a station that has lost its store, what it cannot pull. */
export const ownReplySchema = z.object({
  /** Whose token it was. */
  station: z.string(),
  /** The number of the station's last fact here, taken or refused: the next one it records has the number after it. */
  sequence,
  /**
   * The station has had all it holds compared with this hub since the hub was last restored. Where it has not, others may
   * hold facts of it that the hub lacks, whose numbers must not be used again.
   */
  compared: z.boolean(),
  /** Its facts that were refused, as they came, in their sequence. */
  refused: z.array(z.object({ fact: z.unknown(), code: z.enum(factRefusals), detail: z.string() })),
  epoch: z.string(),
});
export type OwnReply = z.infer<typeof ownReplySchema>;

/**
 * GET /v1/snapshots: folded documents of closed work and master data, for whoever wants what came of the facts and not the
 * facts. Pages are read one after the other and not at one moment, so no station begins with them; see `copyReplySchema`.
 */
export const snapshotsQuerySchema = z.object({
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

export const snapshotSchema = z.object({
  view: z.string().min(1).max(60),
  id: z.string(),
  /** Fold key of the last fact in it. */
  key: z.string(),
  state: z.record(z.string(), z.unknown()),
});

export const snapshotsReplySchema = z.object({
  documents: z.array(snapshotSchema),
  after: z.string(),
  upToDate: z.boolean(),
  /** Pull facts from here on after the last page: what came in while the snapshot was read is given again. */
  checkpoint: z.string(),
  epoch: z.string(),
});
export type SnapshotsReply = z.infer<typeof snapshotsReplySchema>;

/**
 * PUT /v1/scope: what the station wants from now on, refused with `channel-held` where it would leave out a channel that it
 * takes in. Its checkpoints are void after that: it pulls from the beginning, and passes over what it has.
 */
export const scopeRequestSchema = z.object({ scope: scopeSchema });
export const scopeReplySchema = z.object({ scope: scopeSchema });

/** Bytes of the file that one part of a prepared copy holds, before it is packed; the last part may be smaller. */
export const copyPartBytes = 4 * 1024 * 1024;

/**
 * GET /v1/copy: a store file that the hub has made ready, with every fact of the station's scope up to its checkpoint and
 * everything made from them; refused with `no-copy` where there is none. A station that holds nothing of others yet may take
 * it for its own instead of pulling. It never needs one, and hubs of before have none.
 */
export const copyReplySchema = z.object({
  /** Names this very copy; a newer one has another name. */
  copy: z.string().regex(/^[0-9a-f]{32}$/),
  /** Layout of the store file: a station whose own is another passes over it. */
  layout: z.int().positive(),
  /** Stands for every kind and version of facts that its maker could read; the views in it say no more than those. */
  kinds: z.string().max(60),
  epoch: z.string(),
  scope: scopeSchema,
  /** Pull from here on. */
  checkpoint: z.string().max(400),
  facts: z.int().min(0),
  /** Of the file. */
  bytes: z.int().positive(),
  /** Gzip members of `copyPartBytes` each, in the order of the file: their length and the SHA-256 of it, as sent. */
  parts: z.array(z.object({ bytes: z.int().positive(), sha256: hash })).max(100_000),
});
export type CopyReply = z.infer<typeof copyReplySchema>;

/** GET /v1/copy/part: one part, as bytes; refused with `no-copy` where the hub has another copy by now. */
export const copyPartQuerySchema = z.object({
  copy: z.string().max(60),
  part: z.coerce.number().int().min(0).max(100_000),
});
