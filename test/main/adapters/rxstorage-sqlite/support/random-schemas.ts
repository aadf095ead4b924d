import fc from "fast-check";
import type { RxJsonSchema } from "rxdb";
import { queryOver } from "./queries.ts";
import type { QueryWorld } from "./queries.ts";

type Kind = "string" | "number" | "integer" | "boolean" | "any" | "list";

interface Field {
  readonly path: string;
  readonly kind: Kind;
}

/** A collection nobody designed: its schema, documents that keep to it, and queries over its paths. */
export interface RandomWorld {
  readonly schema: RxJsonSchema<RandomDocument>;
  /** Without the primary key. Every indexed path is there; others may be missing. */
  readonly document: fc.Arbitrary<Record<string, unknown>>;
  readonly query: ReturnType<typeof queryOver<RandomDocument>>;
}

export interface RandomDocument {
  id: string;
  [path: string]: unknown;
}

export const randomIds = Array.from({ length: 14 }, (_, number) => `d${number}`);

// Not U+FFFF: the memory storage takes it for the end of an index and loses such documents. Nor a space, with which it
// fills up what is shorter.
const text = fc.string({ unit: fc.constantFrom("a", "b", "B", "-", "é", "\uD7FF", "\uE000", "😀"), maxLength: 3 });
const number = fc.constantFrom(-1000, -2.5, -1, 0, 0.01, 0.1, 0.3, 1, 2, 2.5, 10, 999.99, 1000);
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null));

const kinds: Readonly<Record<Kind, { readonly schema: object; readonly value: fc.Arbitrary<unknown> }>> = {
  string: { schema: { type: "string", maxLength: 8 }, value: text },
  number: { schema: { type: "number", minimum: -1000, maximum: 1000, multipleOf: 0.01 }, value: number },
  integer: {
    schema: { type: "integer", minimum: 0, maximum: 50, multipleOf: 1 },
    value: fc.integer({ min: 0, max: 5 }),
  },
  boolean: { schema: { type: "boolean" }, value: fc.boolean() },
  any: { schema: {}, value: fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })) },
  list: { schema: { type: "array", items: { type: "string" } }, value: fc.array(text, { maxLength: 3 }) },
};

/** Names that differ only by case, or only by where the dot is, are names of their own. */
const paths = ["name", "Name", "n_a", "n.a", "n.b", "n.deep.a", "rank", "is_open", "note", "group", "order"];

const fields = fc.uniqueArray(
  fc.record({
    path: fc.constantFrom(...paths),
    kind: fc.constantFrom<Kind>("string", "string", "number", "integer", "boolean", "any", "list"),
  }),
  { selector: ({ path }) => path, minLength: 2, maxLength: 7 },
);

function isIndexable({ kind }: Field): boolean {
  return kind !== "any" && kind !== "list";
}

export const randomWorld: fc.Arbitrary<RandomWorld> = fields.chain((chosen) => {
  const indexable = chosen.filter(isIndexable).map(({ path }) => path);
  const index = fc.uniqueArray(fc.constantFrom("id", ...indexable), { minLength: 1, maxLength: 3 });
  return fc.uniqueArray(index, { selector: (one) => one.join(), maxLength: 4 }).map((indexes) => {
    const indexed = new Set(indexes.flat());
    const operands: Record<string, fc.Arbitrary<unknown>> = { id: fc.constantFrom(...randomIds, "d", "e") };
    for (const { path, kind } of chosen) operands[path] = kinds[kind].value;
    const world: QueryWorld = {
      operands,
      sortPaths: ["id", ...indexed, ...indexable],
      patternPaths: chosen.filter(({ kind }) => kind === "string").map(({ path }) => path),
    };
    return {
      schema: schemaOf(chosen, indexes),
      document: documentOf(chosen, indexed),
      query: queryOver<RandomDocument>(world),
    };
  });
});

function schemaOf(chosen: readonly Field[], indexes: readonly string[][]): RxJsonSchema<RandomDocument> {
  const root = { type: "object", properties: { id: { type: "string", maxLength: 10 } } as Record<string, object> };
  for (const { path, kind } of chosen) {
    const steps = path.split(".");
    let place = root;
    for (const step of steps.slice(0, -1)) {
      place.properties[step] ??= { type: "object", properties: {} };
      place = place.properties[step] as typeof root;
    }
    place.properties[steps.at(-1) ?? path] = kinds[kind].schema;
  }
  return {
    version: 0,
    primaryKey: "id",
    ...root,
    type: "object",
    required: ["id"],
    indexes: indexes.map((one) => [...one]),
  };
}

function documentOf(chosen: readonly Field[], indexed: ReadonlySet<string>): fc.Arbitrary<Record<string, unknown>> {
  const values = Object.fromEntries(chosen.map(({ path, kind }) => [path, kinds[kind].value]));
  const required = chosen.map(({ path }) => path).filter((path) => indexed.has(path));
  return fc.record(values, { requiredKeys: required }).map((flat) => {
    const document: Record<string, unknown> = {};
    for (const [path, value] of Object.entries(flat)) {
      const steps = path.split(".");
      let place = document;
      for (const step of steps.slice(0, -1)) place = (place[step] ??= {}) as Record<string, unknown>;
      place[steps.at(-1) ?? path] = value;
    }
    return document;
  });
}
