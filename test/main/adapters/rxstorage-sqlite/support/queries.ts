import fc from "fast-check";
import type { MangoQuery } from "rxdb";

/** What queries are made over: values each path may be compared with, and the paths a sort may name. */
export interface QueryWorld {
  readonly operands: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  readonly sortPaths: readonly string[];
  /** Paths that a pattern may be asked of. */
  readonly patternPaths: readonly string[];
  /** Compared with any path at times: values of another type than the path has. */
  readonly strangers?: fc.Arbitrary<unknown>;
}

function matcherFor(operand: fc.Arbitrary<unknown>, withPattern: boolean): fc.Arbitrary<object> {
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
  return fc.oneof(...weighted, ...(withPattern ? [{ arbitrary: pattern, weight: 1 }] : []));
}

function condition({ operands, patternPaths, strangers }: QueryWorld): fc.Arbitrary<Record<string, unknown>> {
  return fc.constantFrom(...Object.keys(operands)).chain((field) => {
    const own = operands[field] ?? fc.constant(null);
    const operand = strangers ? fc.oneof({ arbitrary: own, weight: 4 }, { arbitrary: strangers, weight: 1 }) : own;
    return matcherFor(operand, patternPaths.includes(field)).map((matcher) => ({ [field]: matcher }));
  });
}

export function selectorOver(world: QueryWorld): fc.Arbitrary<Record<string, unknown>> {
  const plain = fc
    .array(condition(world), { maxLength: 3 })
    .map((conditions) => Object.assign({}, ...conditions) as Record<string, unknown>);
  const several = fc.array(plain, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { arbitrary: plain, weight: 5 },
    { arbitrary: fc.tuple(plain, several).map(([one, others]) => ({ ...one, $or: others })), weight: 2 },
    { arbitrary: fc.tuple(plain, several).map(([one, others]) => ({ ...one, $and: others })), weight: 1 },
    { arbitrary: several.map((conditions) => ({ $nor: conditions })), weight: 1 },
  );
}

export function queryOver<Document>(world: QueryWorld): fc.Arbitrary<MangoQuery<Document>> {
  return fc
    .record(
      {
        selector: selectorOver(world),
        sort: fc.uniqueArray(fc.tuple(fc.constantFrom(...world.sortPaths), fc.constantFrom("asc", "desc")), {
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
    })) as unknown as fc.Arbitrary<MangoQuery<Document>>;
}
