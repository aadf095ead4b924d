import { getPrimaryFieldOfPrimaryKey, getSchemaByObjectPath } from "rxdb";
import type { RxDocumentData, RxJsonSchema } from "rxdb";
import type { SqliteValue } from "../sqlite/connection.ts";
import { sortableForm } from "./sortable-text.ts";

export type ColumnType = "string" | "number" | "boolean";

/** A path of the schema's indexes, kept as a real column so that SQLite can search and sort by it. */
export interface DocumentColumn {
  readonly path: string;
  readonly name: string;
  readonly type: ColumnType;
  readonly read: (document: object) => unknown;
}

export interface SqlIndex {
  readonly name: string;
  readonly columns: readonly string[];
}

/** How the documents of one schema lie in their table. */
export interface DocumentColumns {
  readonly primaryPath: string;
  /** Filled from the document at each write; does not hold the fixed columns id, deleted, rev, lwt, data. */
  readonly own: readonly DocumentColumn[];
  readonly byPath: ReadonlyMap<string, DocumentColumn>;
  readonly indexes: readonly SqlIndex[];
}

/** The value does not have the type of its column: SQL would not compare it as JavaScript does. */
export const ODD = Symbol("odd");

/** The path crosses a list: Mango then compares with each element. */
const THROUGH_LIST = Symbol("through a list");

export function columnsOfSchema(
  schema: RxJsonSchema<RxDocumentData<unknown>>,
  furtherIndexes: readonly (readonly string[])[] = [],
): DocumentColumns {
  const primaryPath: string = getPrimaryFieldOfPrimaryKey(schema.primaryKey);
  const byPath = new Map<string, DocumentColumn>(fixedColumns(primaryPath).map((column) => [column.path, column]));
  const fixedCount = byPath.size;
  const wanted = [...(schema.indexes ?? []), ...furtherIndexes].map((index) =>
    typeof index === "string" ? [index] : [...index],
  );
  for (const path of wanted.flat()) {
    if (byPath.has(path)) continue;
    const name = freeColumnName(path, [...byPath.values()]);
    byPath.set(path, { path, name, type: typeOfPath(schema, path), read: readerOf(path) });
  }
  return {
    primaryPath,
    own: [...byPath.values()].slice(fixedCount),
    byPath,
    indexes: sqlIndexes(wanted, byPath, primaryPath),
  };
}

function fixedColumns(primaryPath: string): DocumentColumn[] {
  return [
    { path: primaryPath, name: "id", type: "string", read: readerOf(primaryPath) },
    { path: "_deleted", name: "deleted", type: "boolean", read: readerOf("_deleted") },
    { path: "_rev", name: "rev", type: "string", read: readerOf("_rev") },
    { path: "_meta.lwt", name: "lwt", type: "number", read: readerOf("_meta.lwt") },
  ];
}

/** SQLite tells columns apart without case, and `.` becomes `_`: paths that would share a column get a number behind. */
function freeColumnName(path: string, columns: readonly DocumentColumn[]): string {
  const wish = columnName(path);
  const isTaken = (name: string) => columns.some((column) => column.name.toLowerCase() === name.toLowerCase());
  let name = wish;
  for (let attempt = 2; isTaken(name); attempt++) name = `${wish}$${attempt}`;
  return name;
}

function columnName(path: string): string {
  return `c_${path.replaceAll(/[^A-Za-z0-9_]/g, (character) => (character === "." ? "_" : `$${character.charCodeAt(0)}`))}`;
}

function typeOfPath(schema: RxJsonSchema<RxDocumentData<unknown>>, path: string): ColumnType {
  const type: unknown = getSchemaByObjectPath(schema, path)?.type;
  if (type === "string" || type === "boolean") return type;
  if (type === "number" || type === "integer") return "number";
  throw new Error(`The indexed path ${path} has no type a column can hold: ${JSON.stringify(type)}`);
}

function readerOf(path: string): (document: object) => unknown {
  if (!path.includes(".")) return (document) => (document as Record<string, unknown>)[path];
  const steps = path.split(".");
  return (document) => {
    let value: unknown = document;
    for (const step of steps) {
      if (value === undefined || value === null || typeof value !== "object") return undefined;
      if (Array.isArray(value)) return THROUGH_LIST;
      value = (value as Record<string, unknown>)[step];
    }
    return value;
  };
}

/**
 * RxDB begins each index with `_deleted`; here that is a partial index over the living, which is smaller.
 * Every index ends with the id, so that a sorted page with ties needs no sorting step.
 */
function sqlIndexes(
  wanted: readonly (readonly string[])[],
  byPath: ReadonlyMap<string, DocumentColumn>,
  primaryPath: string,
): SqlIndex[] {
  const indexes = new Map<string, SqlIndex>();
  for (const paths of wanted) {
    const searched = paths.filter((path) => path !== "_deleted");
    // The primary key has an index of its own, and nothing here reads by write time.
    if (searched[0] === primaryPath || searched[0] === "_meta.lwt") continue;
    if (!searched.includes(primaryPath)) searched.push(primaryPath);
    const columns = searched.map((path) => byPath.get(path)?.name ?? path);
    const name = columns.join("+");
    indexes.set(name, { name, columns });
  }
  return [...indexes.values()];
}

/** What goes into the column; NULL means that the document has no such value. */
export function columnValue(column: DocumentColumn, document: object): SqliteValue | typeof ODD {
  const value = column.read(document);
  if (value === undefined) return null;
  if (typeof value !== column.type) return ODD;
  switch (typeof value) {
    case "string":
      return sortableForm(value) ?? ODD;
    case "boolean":
      return value ? 1 : 0;
    case "number":
      return Number.isFinite(value) ? value : ODD;
    default:
      return ODD;
  }
}
