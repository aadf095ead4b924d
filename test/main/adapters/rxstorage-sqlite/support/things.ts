import fc from "fast-check";
import { fillWithDefaultSettings } from "rxdb";
import type { MangoQuery, RxJsonSchema } from "rxdb";

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

const operandOf: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
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
const path = fc.constantFrom(...Object.keys(operandOf));
const indexedPath = fc.constantFrom("id", "name", "amount", "isUrgent", "place.zone", "note", "rank");

function matcherFor(field: string, operand: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const comparison = fc
    .tuple(fc.constantFrom("$eq", "$gt", "$gte", "$lt", "$lte", "$ne"), operand)
    .map(([operator, value]) => ({ [operator]: value }));
  const range = fc.tuple(operand, operand).map(([from, to]) => ({ $gte: from, $lt: to }));
  const list = fc
    .tuple(fc.constantFrom("$in", "$nin"), fc.array(operand, { maxLength: 12 }))
    .map(([operator, values]) => ({ [operator]: values }));
  const exists = fc.boolean().map((wanted) => ({ $exists: wanted }));
  const pattern = fc.constantFrom({ $regex: "a" }, { $regex: "^b", $options: "i" }, { $regex: "é$" });
  const weighted = [
    { arbitrary: comparison, weight: 6 },
    { arbitrary: range, weight: 3 },
    { arbitrary: list, weight: 2 },
    { arbitrary: exists, weight: 1 },
  ];
  return fc.oneof(...weighted, ...(field === "name" || field === "note" ? [{ arbitrary: pattern, weight: 1 }] : []));
}

/** `withStrangers` also compares with values of another type than the path has. */
function condition(withStrangers: boolean): fc.Arbitrary<Record<string, unknown>> {
  return path.chain((field) => {
    const own = operandOf[field] ?? fc.constant(null);
    const operand = withStrangers ? fc.oneof({ arbitrary: own, weight: 4 }, { arbitrary: scalar, weight: 1 }) : own;
    return matcherFor(field, operand).map((matcher) => ({ [field]: matcher }));
  });
}

export function selector(withStrangers: boolean): fc.Arbitrary<Record<string, unknown>> {
  const plain = fc
    .array(condition(withStrangers), { maxLength: 3 })
    .map((conditions) => Object.assign({}, ...conditions) as Record<string, unknown>);
  const several = fc.array(plain, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { arbitrary: plain, weight: 5 },
    { arbitrary: fc.tuple(plain, several).map(([one, others]) => ({ ...one, $or: others })), weight: 2 },
    { arbitrary: fc.tuple(plain, several).map(([one, others]) => ({ ...one, $and: others })), weight: 1 },
    { arbitrary: several.map((conditions) => ({ $nor: conditions })), weight: 1 },
  );
}

const direction = fc.constantFrom("asc" as const, "desc" as const);

export function query(withStrangers: boolean): fc.Arbitrary<MangoQuery<Thing>> {
  const sortPath = fc.oneof({ arbitrary: indexedPath, weight: 5 }, { arbitrary: fc.constant("anything"), weight: 1 });
  return fc
    .record(
      {
        selector: selector(withStrangers),
        sort: fc.uniqueArray(fc.tuple(sortPath, direction), {
          selector: ([field]) => field,
          minLength: 1,
          maxLength: 3,
        }),
        skip: fc.nat({ max: 4 }),
        limit: fc.nat({ max: 8 }),
      },
      { requiredKeys: ["selector"] },
    )
    .map(({ sort, ...rest }) => ({
      ...rest,
      ...(sort ? { sort: sort.map(([field, way]) => ({ [field]: way })) } : {}),
    })) as fc.Arbitrary<MangoQuery<Thing>>;
}
