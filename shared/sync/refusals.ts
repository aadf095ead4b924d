/** Why a hub answers a request with no. `status` is the HTTP status; `again` says whether the same request may be sent again. */
export const refusals = {
  /** The request is not what the contract says; `detail` names the place. */
  "bad-request": { status: 400, again: false },
  /** No token came with the request, or none this hub knows. */
  "no-token": { status: 401, again: false },
  /** The token was taken from its station by a person. */
  revoked: { status: 401, again: false },
  "wrong-code": { status: 403, again: false },
  "expired-code": { status: 403, again: false },
  "used-code": { status: 403, again: false },
  /** The station already belongs to another company's hub. */
  "other-company": { status: 409, again: false },
  /** A station of this id is enrolled and not revoked: two computers must not write in one name. */
  "station-known": { status: 409, again: false },
  /** The hub holds later facts of this station than it has itself: its store is an older copy. */
  "station-behind": { status: 409, again: false },
  /** A station may not leave out a channel whose orders it takes in, or has asked to; `detail` names it. */
  "channel-held": { status: 409, again: false },
  "not-found": { status: 404, again: false },
  /** The hub has no prepared copy for this station, or no longer the one asked for. */
  "no-copy": { status: 404, again: false },
  "too-large": { status: 413, again: false },
  "station-too-old": { status: 426, again: false },
  "hub-too-old": { status: 426, again: false },
  "too-many-tries": { status: 429, again: true },
  /** The hub cannot write just now: its disk is full, its database is away, or it is stopping. */
  "not-now": { status: 503, again: true },
} as const satisfies Record<string, { readonly status: number; readonly again: boolean }>;

export type HubRefusal = keyof typeof refusals;

export const hubRefusals = Object.keys(refusals) as [HubRefusal, ...HubRefusal[]];

/** Why a hub does not take a fact. The station parks it with this reason; its sequence number counts as used. */
export const factRefusals = [
  /** Not even an envelope. */
  "not-a-fact",
  /** A body or envelope that breaks its schema, or has a field that no schema names. */
  "broken-body",
  /** The hashes are not those of what the fact says. */
  "broken-hash",
  /** It does not follow on the station's fact before it. */
  "broken-chain",
  /** Its sequence number belongs to another fact of this station. */
  "number-taken",
  /** Its id belongs to a fact that says something else. */
  "id-taken",
  /** Recorded in another station's name. */
  "other-station",
  /** Its clock stamp lies further ahead of the hub's clock than stations' clocks may differ. */
  "future-clock",
  /** Nobody of this name is known, and the fact needs a person. */
  "unknown-person",
  /** The person's roles do not cover this kind of fact. */
  "not-allowed",
] as const;

export type FactRefusal = (typeof factRefusals)[number];
