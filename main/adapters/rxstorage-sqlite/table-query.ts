import { getQueryMatcher, getSortComparator } from "rxdb";
import type { FilledMangoQuery, RxDocumentData, RxJsonSchema, RxStorageCountResult } from "rxdb";
import type { DocumentTable, StoredDocument } from "./document-table.ts";
import { conditionOfSelector, orderOfSort } from "./mango-to-sql.ts";
import type { SqlCondition } from "./mango-to-sql.ts";

type Query = FilledMangoQuery<Record<string, unknown>>;
type Schema = RxJsonSchema<RxDocumentData<Record<string, unknown>>>;

/** With odd values in a column SQL cannot even preselect: every document is asked. */
const NO_CONDITION: SqlCondition = { sql: "1", parameters: [], exact: false };

/**
 * Runs a query in SQL as far as SQL gives the same answer as RxDB's matcher and comparator, and the rest with those.
 * The results are the ones live queries keep up to date by the same matcher and comparator.
 */
export function queryTable(table: DocumentTable, schema: Schema, query: Query): StoredDocument[] {
  const condition = table.hasOddValues ? NO_CONDITION : conditionOfSelector(query.selector, table.columns);
  const order = table.hasOddValues ? undefined : orderOfSort(query.sort, table.columns);
  const limit = query.limit ?? Infinity;
  if (order !== undefined && condition.exact) {
    const skip = query.skip > 0 ? { sql: " OFFSET ?", parameters: [query.skip] } : { sql: "", parameters: [] };
    return table.select(
      `${condition.sql} ORDER BY ${order} LIMIT ?${skip.sql}`,
      [...condition.parameters, limit === Infinity ? -1 : limit, ...skip.parameters],
      limit,
    );
  }
  const found = matching(table, schema, query, condition, order, query.skip + limit);
  if (order === undefined) found.sort(getSortComparator(schema, query));
  return found.slice(query.skip, query.skip + limit);
}

function matching(
  table: DocumentTable,
  schema: Schema,
  query: Query,
  condition: SqlCondition,
  order: string | undefined,
  enough: number,
): StoredDocument[] {
  if (condition.exact) return table.select(`${condition.sql} LIMIT -1`, condition.parameters, Infinity);
  const matches = getQueryMatcher(schema, query);
  const found: StoredDocument[] = [];
  if (order === undefined) {
    for (const document of table.iterate(condition.sql, condition.parameters)) {
      if (matches(document)) found.push(document);
    }
    return found;
  }
  if (enough === 0) return found;
  for (const document of table.iterate(`${condition.sql} ORDER BY ${order}`, condition.parameters)) {
    if (matches(document) && found.push(document) >= enough) break;
  }
  return found;
}

/** `slow` where documents had to be read to be counted; RxDB then asks for `allowSlowCount`. */
export function countTable(table: DocumentTable, schema: Schema, query: Query): RxStorageCountResult {
  const condition = table.hasOddValues ? NO_CONDITION : conditionOfSelector(query.selector, table.columns);
  const within = (count: number) => Math.min(Math.max(count - (query.skip ?? 0), 0), query.limit ?? Infinity);
  if (condition.exact) return { count: within(table.count(condition.sql, condition.parameters)), mode: "fast" };
  const matches = getQueryMatcher(schema, query);
  let count = 0;
  for (const document of table.iterate(condition.sql, condition.parameters)) {
    if (matches(document)) count++;
  }
  return { count: within(count), mode: "slow" };
}
