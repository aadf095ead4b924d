import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import type { SqliteStatement } from "#main/adapters/sqlite/connection.ts";
import { askedDocuments, openOrdersOf } from "#main/store/attention.ts";
import { barcodeOwner, itemByCode, itemPage, nearSkus, searchItems } from "#main/store/item-list.ts";
import {
  openOrdersOfSku,
  orderIdsAt,
  orderInTote,
  orderPage,
  orderRowsAt,
  ordersByNumber,
  singleUnitOrderPicked,
} from "#main/store/order-list.ts";
import { createSideTables, Statements } from "#main/store/side-tables.ts";
import { endedWork, jobIdsOfParcel, newestPrintJobIds, openWork, waitingSetAsideIds } from "#main/store/work-list.ts";

/** What a list costs must not grow with the store: SQLite says how it would read each statement that was asked. */

interface Step {
  readonly sql: string;
  readonly detail: string;
}

function stepsOf(ask: (statements: Statements) => unknown): Step[] {
  const connection = openSqlite(":memory:");
  onTestFinished(() => connection.close());
  createSideTables(connection);
  const asked: string[] = [];
  class Asked extends Statements {
    override of(sql: string): SqliteStatement {
      asked.push(sql);
      return super.of(sql);
    }
  }
  ask(new Asked(connection));
  return asked.flatMap((sql) =>
    connection
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...Array.from({ length: sql.split("?").length - 1 }, () => null))
      .map((row) => ({ sql, detail: String(row["detail"]) })),
  );
}

/** Sorted, or read from end to end other than in the order of an index. */
function growing(steps: readonly Step[]): Step[] {
  return steps.filter(
    ({ detail }) =>
      /TEMP B-TREE/.test(detail) ||
      (/^SCAN (?!json_each|value)/.test(detail) && !/USING (COVERING )?INDEX/.test(detail)),
  );
}

const page = { search: "", limit: 50 } as const;
const cursor = "1700000000000/01990000-0000-7000-8000-000000000000";

const lists: Readonly<Record<string, (statements: Statements) => unknown>> = {
  "orders, the newest": (of) => orderPage(of, { ...page, stage: "all", after: null }),
  "orders, further down": (of) => orderPage(of, { ...page, stage: "all", after: cursor }),
  "orders at one stage": (of) => orderPage(of, { ...page, stage: "shipped", after: null }),
  "orders at one stage, further down": (of) => orderPage(of, { ...page, stage: "shipped", after: cursor }),
  "orders at several stages": (of) => orderPage(of, { ...page, stage: "picking-all", after: null }),
  "orders at several stages, further down": (of) => orderPage(of, { ...page, stage: "picking-all", after: cursor }),
  "the oldest at a stage": (of) => orderIdsAt(of, "to-release", 50),
  "rows of the oldest at a stage": (of) => orderRowsAt(of, "picked", 50),
  "orders by their number": (of) => ordersByNumber(of, "#1"),
  "the order in a tote": (of) => orderInTote(of, "T-01"),
  "the order that is one unit": (of) => singleUnitOrderPicked(of, "A1"),
  "open orders of an item": (of) => openOrdersOfSku(of, { sku: "A1", after: null, limit: 50 }),
  "open orders of an item, further down": (of) => openOrdersOfSku(of, { sku: "A1", after: cursor, limit: 50 }),
  "who wants an item": (of) => openOrdersOf(of, "A1"),
  "what others asked for": (of) => askedDocuments(of, "orders", 50),
  "an item by its code": (of) => itemByCode(of, "09520000000028"),
  "whose a barcode is": (of) => barcodeOwner(of, "09520000000028"),
  "items near a SKU": (of) => nearSkus(of, "A1"),
  "work that is open": (of) => openWork(of, "pick-list", 50),
  "work that is done with": (of) => endedWork(of, "pick-list", 50),
  "the newest prints": (of) => newestPrintJobIds(of, 50),
  "prints of a parcel": (of) => jobIdsOfParcel(of, "P1"),
  "what was set aside": (of) => waitingSetAsideIds(of, 50),
};

test.each(Object.entries(lists))("%s: no sorting, and nothing read from end to end", (_, ask) => {
  const steps = stepsOf(ask);
  expect(steps.length).toBeGreaterThan(0);
  expect(growing(steps)).toEqual([]);
});

test("items are paged by their key, and only counting them reads an index to its end", () => {
  const steps = stepsOf((of) => itemPage(of, { search: "", after: "A1", limit: 50 }));
  expect(growing(steps)).toEqual([]);
});

test("a search looks words up, and sorts no more than it found", () => {
  const steps = stepsOf((of) => searchItems(of, "bowl", 20));
  expect(steps.filter(({ detail }) => detail.startsWith("SCAN item_rows"))).toEqual([]);
});
