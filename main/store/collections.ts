import type { RxCollectionCreator, RxJsonSchema } from "rxdb";
import type { ViewName } from "#shared/facts/views.ts";

/**
 * The RxDB collections. Documents are a typed envelope round an open body, so that a new field in a view or a fact needs
 * no new schema version: migrating the large collections would take minutes.
 */
export const collectionOf: { readonly [Name in ViewName]: string } = {
  orders: "orders",
  items: "items",
  stock: "stock",
  customers: "customers",
  work: "work",
  parcels: "parcels",
  printJobs: "print_jobs",
  people: "people",
  exceptions: "exceptions",
};

export const factsCollection = "facts";
export const snapshotsCollection = "snapshots";

const longestId = 400;

/** A view's document: its state, and the fold key of the last fact in it. */
export interface ViewDocument {
  readonly id: string;
  readonly key: string;
  readonly state: Record<string, unknown>;
}

const viewSchema: RxJsonSchema<ViewDocument> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: longestId },
    key: { type: "string" },
    state: { type: "object", additionalProperties: true },
  },
  required: ["id", "key", "state"],
};

const factSchema: RxJsonSchema<Record<string, unknown>> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 36 },
    stream: { type: "string" },
    kind: { type: "string" },
    version: { type: "integer" },
    body: { type: "object", additionalProperties: true },
    station: { type: "string", maxLength: 60 },
    sequence: { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER, multipleOf: 1 },
    user: { type: "string" },
    stamp: { type: "string", maxLength: 17 },
    bodyHash: { type: "string" },
    hash: { type: "string" },
    previous: { type: "string" },
  },
  required: ["id", "stream", "kind", "version", "body", "station", "sequence", "user", "stamp", "hash"],
  indexes: [["station", "sequence"]],
};

/** See snapshots.ts; `id` is `view/document`. */
const snapshotSchema: RxJsonSchema<Record<string, unknown>> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: longestId + 20 },
    view: { type: "string" },
    document: { type: "string" },
    first: { type: "string" },
    last: { type: "string" },
    state: { type: "object", additionalProperties: true },
    history: { type: "array", items: { type: "object" } },
  },
  required: ["id", "view", "document", "first", "last", "state", "history"],
};

export function collectionSchemas(): Record<string, RxCollectionCreator> {
  const views = Object.values(collectionOf).map((name) => [name, { schema: { ...viewSchema, title: name } }]);
  return Object.fromEntries([
    ...views,
    [factsCollection, { schema: { ...factSchema, title: factsCollection } }],
    [snapshotsCollection, { schema: { ...snapshotSchema, title: snapshotsCollection } }],
  ]);
}
