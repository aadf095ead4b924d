import fc from "fast-check";
import { fillWithDefaultSettings } from "rxdb";
import type { MangoQuery, RxJsonSchema } from "rxdb";
import { queryOver } from "./queries.ts";

/** A document with every kind of indexed path, and one field that holds anything. */
export interface Thing {
  id: string;
  name: string;
  amount: number;
  isUrgent: boolean;
  place: { zone: string };
  note?: string;
  rank?: number;
  anything?: unknown;
  tags?: string[];
}

export const thingSchema: RxJsonSchema<Thing> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 20 },
    name: { type: "string", maxLength: 20 },
    amount: { type: "number", minimum: -1000, maximum: 1000, multipleOf: 0.01 },
    isUrgent: { type: "boolean" },
    place: { type: "object", properties: { zone: { type: "string", maxLength: 20 } } },
    note: { type: "string", maxLength: 20 },
    rank: { type: "integer", minimum: 0, maximum: 100, multipleOf: 1 },
    anything: {},
    tags: { type: "array", items: { type: "string" } },
  },
  required: ["id", "name", "amount", "isUrgent", "place"],
  indexes: [["name", "amount"], ["place.zone"], ["isUrgent", "amount"], ["note", "rank"], ["rank"], ["amount"]],
} as unknown as RxJsonSchema<Thing>;

export const filledThingSchema = fillWithDefaultSettings(thingSchema);

// Not U+FFFF: the memory storage takes it for the end of an index and loses such documents.
const text = fc.string({
  unit: fc.constantFrom("a", "b", "B", "é", "\uD7FF", "\uE000", "\uFFFD", "😀"),
  maxLength: 3,
});
const amount = fc.constantFrom(-1000, -2.5, -1, 0, 0.01, 0.1, 0.3, 1, 2, 2.5, 10, 999.99, 1000);
const rank = fc.integer({ min: 0, max: 5 });
const anything = fc.oneof(text, amount, fc.boolean(), fc.constant(null), fc.array(rank, { maxLength: 2 }));
const scalar = fc.oneof(text, amount, fc.boolean(), fc.constant(null));

/** Every indexed path is there, with the type its schema says. */
export const completeThing: fc.Arbitrary<Omit<Thing, "id">> = fc.record(
  {
    name: text,
    amount,
    isUrgent: fc.boolean(),
    place: fc.record({ zone: text }),
    note: text,
    rank,
    anything: scalar,
    tags: fc.array(text, { maxLength: 3 }),
  },
  { requiredKeys: ["name", "amount", "isUrgent", "place", "note", "rank"] },
);

/** Indexed paths may be missing. */
export const raggedThing: fc.Arbitrary<Omit<Thing, "id">> = fc.record(
  {
    name: text,
    amount,
    isUrgent: fc.boolean(),
    place: fc.record({ zone: text }, { requiredKeys: [] }) as fc.Arbitrary<{ zone: string }>,
    note: text,
    rank,
    anything: scalar,
    tags: fc.array(text, { maxLength: 3 }),
  },
  { requiredKeys: ["name", "amount", "isUrgent", "place"] },
);

const carriedBadly = fc.string({ unit: fc.constantFrom("a", "\0", "\uD83D", "\u{10FFFF}", "\uE000"), maxLength: 3 });

/** Indexed paths may hold what their schema forbids; nothing validates on this level. */
export const oddThing: fc.Arbitrary<Omit<Thing, "id">> = fc.record(
  {
    name: fc.oneof(text, carriedBadly, anything) as fc.Arbitrary<string>,
    amount: fc.oneof(amount, anything) as fc.Arbitrary<number>,
    isUrgent: fc.oneof(fc.boolean(), anything) as fc.Arbitrary<boolean>,
    place: fc.oneof(
      fc.record({ zone: anything }),
      fc.array(fc.record({ zone: text }), { maxLength: 2 }),
      scalar,
    ) as never,
    note: fc.oneof(text, anything) as fc.Arbitrary<string>,
    rank: fc.oneof(rank, anything) as fc.Arbitrary<number>,
    anything,
    tags: fc.array(text, { maxLength: 3 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Omit<Thing, "id">>;

const operands = {
  id: fc.constantFrom("t0", "t1", "t3", "t5", "t9", "u"),
  name: text,
  amount,
  isUrgent: fc.boolean(),
  "place.zone": text,
  note: text,
  rank,
  anything: scalar,
  tags: text,
};
const indexedPaths = ["id", "name", "amount", "isUrgent", "place.zone", "note", "rank"];

/** `withStrangers` also compares with values of another type than the path has. */
export function query(withStrangers: boolean): fc.Arbitrary<MangoQuery<Thing>> {
  return queryOver<Thing>({
    operands,
    // Now and then a path without an index.
    sortPaths: [...indexedPaths, "anything"],
    patternPaths: ["name", "note"],
    ...(withStrangers ? { strangers: scalar } : {}),
  });
}
