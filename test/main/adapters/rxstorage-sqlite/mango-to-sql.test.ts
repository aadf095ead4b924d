import { describe, expect, test } from "vitest";
import { columnsOfSchema } from "#main/adapters/rxstorage-sqlite/document-columns.ts";
import { conditionOfSelector, orderOfSort } from "#main/adapters/rxstorage-sqlite/mango-to-sql.ts";
import { filledThingSchema } from "./support/things.ts";

const columns = columnsOfSchema(filledThingSchema as never);
const condition = (selector: object) => conditionOfSelector(selector, columns);

describe("conditions SQL answers exactly", () => {
  test.each([
    [{}, "1", []],
    [{ _deleted: { $eq: false } }, "deleted = 0", []],
    [
      { name: { $eq: "Ann" }, amount: { $gt: 2.5, $lte: 10 } },
      "c_name = ? AND c_amount > ? AND c_amount <= ?",
      ["Ann", 2.5, 10],
    ],
    [{ "place.zone": { $gte: "a" } }, "c_place_zone >= ?", ["a"]],
    [{ name: { $lt: "\uE000" } }, "c_name < ?", ["\u{10FFFF}\uE000"]],
    [{ isUrgent: { $eq: true } }, "c_isUrgent = ?", [1]],
    [{ note: { $eq: null } }, "c_note IS NULL", []],
    [{ note: { $ne: null } }, "c_note IS NOT NULL", []],
    [{ note: { $ne: "x" } }, "c_note IS NOT ?", ["x"]],
    [{ rank: { $exists: false } }, "c_rank IS NULL", []],
    [{ rank: { $in: [1, 2] } }, "c_rank IN (?, ?)", [1, 2]],
    [{ rank: { $in: [] } }, "0", []],
    [
      { rank: { $in: [1, 2, 3, 4, 5, 6, 7, 8, 9] } },
      "c_rank IN (SELECT value FROM json_each(?))",
      ["[1,2,3,4,5,6,7,8,9]"],
    ],
    [{ $or: [{ rank: { $eq: 1 } }, { id: { $eq: "t" } }] }, "((c_rank = ?) OR (id = ?))", [1, "t"]],
    [{ $and: [{ rank: { $gt: 1 } }, { rank: { $lt: 4 } }] }, "c_rank > ? AND c_rank < ?", [1, 4]],
  ])("%j", (selector, sql, parameters) => {
    expect(condition(selector)).toEqual({ sql, parameters, exact: true });
  });
});

describe("what only RxDB's matcher can judge is left to it, within what SQL can exclude", () => {
  test.each([
    [{ anything: { $eq: 1 } }, "1", []],
    [{ name: { $regex: "^a" }, rank: { $eq: 1 } }, "c_rank = ?", [1]],
    [{ name: { $gt: 5 } }, "1", []],
    [{ name: { $gte: null } }, "1", []],
    [{ name: { $eq: "\uD83D" } }, "1", []],
    [{ rank: { $in: [1, null] } }, "1", []],
    [{ isUrgent: { $gt: false } }, "1", []],
    [{ rank: { $not: { $eq: 1 } } }, "1", []],
    [{ $or: [] }, "1", []],
    [{ $or: [{}, { rank: { $eq: 1 } }] }, "1", []],
    [{ $nor: [{ rank: { $eq: 1 } }] }, "1", []],
    [{ $or: [{ rank: { $eq: 1 } }, { tags: { $eq: "x" } }] }, "1", []],
    [
      { $or: [{ rank: { $eq: 1 }, tags: { $eq: "x" } }, { rank: { $eq: 2 } }] },
      "((c_rank = ?) OR (c_rank = ?))",
      [1, 2],
    ],
  ])("%j", (selector, sql, parameters) => {
    expect(condition(selector)).toEqual({ sql, parameters, exact: false });
  });
});

test("a sort becomes ORDER BY up to the primary key, or nothing when a path has no column", () => {
  expect(orderOfSort([{ "place.zone": "desc" }, { id: "asc" }, { rank: "asc" }], columns)).toBe(
    "c_place_zone DESC, id ASC",
  );
  expect(orderOfSort([{ anything: "asc" }, { id: "asc" }], columns)).toBeUndefined();
});

test("an indexed path needs a type", () => {
  const schema = { ...filledThingSchema, indexes: [["anything"]] };
  expect(() => columnsOfSchema(schema as never)).toThrow(/anything has no type/);
});

test("paths that would share a column have one each", () => {
  const properties = { ...filledThingSchema.properties, place_zone: { type: "string" }, Name: { type: "string" } };
  const schema = { ...filledThingSchema, properties };
  const { byPath } = columnsOfSchema(schema as never, [["place_zone"], ["Name"]]);
  const names = ["name", "Name", "place.zone", "place_zone"].map((path) => byPath.get(path)?.name);
  expect(names).toEqual(["c_name", "c_Name$2", "c_place_zone", "c_place_zone$2"]);
});

test("every index of the schema becomes one of SQLite's, over the living and ending with the id", () => {
  expect(columns.indexes.map((index) => index.columns)).toEqual([
    ["c_name", "c_amount", "id"],
    ["c_place_zone", "id"],
    ["c_isUrgent", "c_amount", "id"],
    ["c_note", "c_rank", "id"],
    ["c_rank", "id"],
    ["c_amount", "id"],
  ]);
});
