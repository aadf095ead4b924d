import type { SqliteValue } from "../sqlite/connection.ts";
import type { ColumnType, DocumentColumn, DocumentColumns } from "./document-columns.ts";
import { sortableForm } from "./sortable-text.ts";

/**
 * A condition in SQL. `exact` means that it holds for precisely the documents Mango selects; otherwise it holds for
 * all of them and more, and each must still be asked with RxDB's own matcher.
 */
export interface SqlCondition {
  readonly sql: string;
  readonly parameters: readonly SqliteValue[];
  readonly exact: boolean;
}

const EVERYTHING: SqlCondition = { sql: "1", parameters: [], exact: false };

/** Longer lists go in as one JSON parameter, so that the statement's text stays one of a few. */
const LONGEST_LITERAL_LIST = 8;

/**
 * Holds only for a table without odd values: there, a column is NULL exactly when the document has no such path,
 * and otherwise holds a value of the column's type.
 */
export function conditionOfSelector(selector: object, columns: DocumentColumns): SqlCondition {
  return allOf(
    Object.entries(selector).map(([key, matcher]) => {
      if (key === "$and" && Array.isArray(matcher)) {
        return allOf(matcher.map((part: object) => conditionOfSelector(part, columns)));
      }
      if (key === "$or" && Array.isArray(matcher)) {
        return anyOf(matcher.map((part: object) => conditionOfSelector(part, columns)));
      }
      const column = columns.byPath.get(key);
      return column ? conditionOfMatcher(column, matcher) : EVERYTHING;
    }),
  );
}

function allOf(conditions: readonly SqlCondition[]): SqlCondition {
  const telling = conditions.filter((condition) => condition.sql !== EVERYTHING.sql);
  return {
    sql: telling.length === 0 ? EVERYTHING.sql : telling.map((condition) => condition.sql).join(" AND "),
    parameters: telling.flatMap((condition) => condition.parameters),
    exact: conditions.every((condition) => condition.exact),
  };
}

function anyOf(conditions: readonly SqlCondition[]): SqlCondition {
  // Mango refuses an empty list; leave that to the matcher.
  if (conditions.length === 0 || conditions.some((condition) => condition.sql === EVERYTHING.sql)) return EVERYTHING;
  return {
    sql: `(${conditions.map((condition) => `(${condition.sql})`).join(" OR ")})`,
    parameters: conditions.flatMap((condition) => condition.parameters),
    exact: conditions.every((condition) => condition.exact),
  };
}

function conditionOfMatcher(column: DocumentColumn, matcher: unknown): SqlCondition {
  if (typeof matcher !== "object" || matcher === null) return conditionOfOperator(column, "$eq", matcher);
  const operators = Object.entries(matcher);
  if (operators.length === 0 || operators.some(([operator]) => !operator.startsWith("$"))) return EVERYTHING;
  return allOf(operators.map(([operator, operand]) => conditionOfOperator(column, operator, operand)));
}

const COMPARISONS: Readonly<Record<string, string>> = { $gt: ">", $gte: ">=", $lt: "<", $lte: "<=" };

function conditionOfOperator(column: DocumentColumn, operator: string, operand: unknown): SqlCondition {
  const { name, type } = column;
  switch (operator) {
    case "$eq": {
      if (operand === null) return exactly(`${name} IS NULL`);
      // Only with the literal does SQLite choose the partial indexes.
      if (name === "deleted" && typeof operand === "boolean") return exactly(operand ? "deleted = 1" : "deleted = 0");
      const value = comparable(type, operand);
      return value === undefined ? EVERYTHING : exactly(`${name} = ?`, value);
    }
    case "$ne": {
      if (operand === null) return exactly(`${name} IS NOT NULL`);
      const value = comparable(type, operand);
      return value === undefined ? EVERYTHING : exactly(`${name} IS NOT ?`, value);
    }
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte": {
      const value = type === "boolean" ? undefined : comparable(type, operand);
      return value === undefined ? EVERYTHING : exactly(`${name} ${COMPARISONS[operator]} ?`, value);
    }
    case "$in":
      return Array.isArray(operand) ? conditionOfList(column, operand) : EVERYTHING;
    case "$exists":
      return typeof operand === "boolean" ? exactly(`${name} IS ${operand ? "NOT " : ""}NULL`) : EVERYTHING;
    default:
      return EVERYTHING;
  }
}

function conditionOfList({ name, type }: DocumentColumn, list: readonly unknown[]): SqlCondition {
  const values: SqliteValue[] = [];
  for (const element of list) {
    const value = comparable(type, element);
    // Null stands for a missing path, too.
    if (value === undefined) return EVERYTHING;
    values.push(value);
  }
  if (values.length === 0) return exactly("0");
  // Fractions are bound as they are: reading them back from JSON text may round differently.
  if (values.length > LONGEST_LITERAL_LIST && values.every((value) => typeof value === "string" || isInteger(value))) {
    return exactly(`${name} IN (SELECT value FROM json_each(?))`, JSON.stringify(values));
  }
  return exactly(`${name} IN (${values.map(() => "?").join(", ")})`, ...values);
}

function isInteger(value: SqliteValue): boolean {
  return Number.isSafeInteger(value);
}

function exactly(sql: string, ...parameters: SqliteValue[]): SqlCondition {
  return { sql, parameters, exact: true };
}

/** The operand as its column holds it; undefined where the types differ, which only Mango's own rules can judge. */
function comparable(type: ColumnType, operand: unknown): SqliteValue | undefined {
  if (typeof operand !== type) return undefined;
  switch (typeof operand) {
    case "string":
      return sortableForm(operand);
    case "number":
      return Number.isFinite(operand) ? operand : undefined;
    case "boolean":
      return operand ? 1 : 0;
    default:
      return undefined;
  }
}

/** ORDER BY for a Mango sort; undefined when a path has no column. */
export function orderOfSort(sort: readonly object[], columns: DocumentColumns): string | undefined {
  const terms: string[] = [];
  for (const part of sort) {
    const [entry] = Object.entries(part) as [string, "asc" | "desc"][];
    const column = entry && columns.byPath.get(entry[0]);
    if (!column) return undefined;
    terms.push(`${column.name} ${entry[1] === "desc" ? "DESC" : "ASC"}`);
    // Nothing after the primary key can decide.
    if (column.name === "id") break;
  }
  return terms.join(", ");
}
