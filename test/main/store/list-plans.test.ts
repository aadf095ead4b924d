import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import type { SqliteConnection, SqliteStatement } from "#main/adapters/sqlite/connection.ts";
import { askedDocuments, openOrdersOf } from "#main/store/attention.ts";
import { barcodeOwner, itemByCode, itemPage, nearSkus, searchItems } from "#main/store/item-list.ts";
import { openOrdersOfSku, orderIdsAt, orderPage, ordersByNumber } from "#main/store/order-list.ts";
import { orderInTote, pickedAt, releasedAt, singleUnitOrderPicked, totesInUse } from "#main/store/order-sites.ts";
import { createSideTables, Statements } from "#main/store/side-tables.ts";
import {
  jobIdsOfParcel,
  newestPrintJobIds,
  openWork,
  printSlice,
  waitingSetAside,
  workSlice,
} from "#main/store/work-list.ts";

/** What a list costs must not grow with the store: SQLite says how it would read each statement that was asked. */

interface Step {
  readonly sql: string;
  readonly detail: string;
}

function emptyTables(): SqliteConnection {
  const connection = openSqlite(":memory:");
  onTestFinished(() => connection.close());
  createSideTables(connection);
  return connection;
}

function stepsOf(ask: (statements: Statements) => unknown): Step[] {
  const connection = emptyTables();
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

/** Read from end to end other than in the order of an index. */
function readWhole(steps: readonly Step[]): Step[] {
  return steps.filter(
    ({ detail }) => /^SCAN (?!json_each|value)/.test(detail) && !/USING (COVERING )?INDEX/.test(detail),
  );
}

function sorted(steps: readonly Step[]): Step[] {
  return steps.filter(({ detail }) => detail.includes("TEMP B-TREE"));
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
  "the oldest released at a site": (of) => releasedAt(of, "North", 50),
  "rows of the oldest picked at a site": (of) => pickedAt(of, "North", 50),
  "the order in a tote": (of) => orderInTote(of, "North", "T-01"),
  "totes in use": (of) => totesInUse(of, "North"),
  "the order that is one unit": (of) => singleUnitOrderPicked(of, "North", "A1"),
  "open orders of an item": (of) => openOrdersOfSku(of, { sku: "A1", after: null, limit: 50 }),
  "open orders of an item, further down": (of) => openOrdersOfSku(of, { sku: "A1", after: cursor, limit: 50 }),
  "who wants an item": (of) => openOrdersOf(of, "A1"),
  "what others asked for": (of) => askedDocuments(of, "orders", 50),
  "whose a barcode is": (of) => barcodeOwner(of, "09520000000028"),
  "items near a SKU": (of) => nearSkus(of, "A1"),
  "work that is open": (of) => openWork(of, "pick-list", 50),
  "work of a kind": (of) => workSlice(of, "pick-list", { after: null, limit: 50 }),
  prints: (of) => printSlice(of, { after: null, limit: 50 }),
  "the newest prints": (of) => newestPrintJobIds(of, 50),
  "what was set aside": (of) => waitingSetAside(of, { after: null, limit: 50 }),
};

/** What has the same number, barcode or parcel is few, and may be sorted. */
const fewFound: typeof lists = {
  "orders by their number": (of) => ordersByNumber(of, "#1"),
  "an item by its code": (of) => itemByCode(of, "09520000000028"),
  "prints of a parcel": (of) => jobIdsOfParcel(of, "P1"),
};

test.each(Object.entries(lists))("%s: no sorting, and nothing read from end to end", (_, ask) => {
  const steps = stepsOf(ask);
  expect(steps.length).toBeGreaterThan(0);
  expect([...readWhole(steps), ...sorted(steps)]).toEqual([]);
});

test.each(Object.entries(fewFound))("%s: found by an index", (_, ask) => {
  const steps = stepsOf(ask);
  expect(steps.length).toBeGreaterThan(0);
  expect(readWhole(steps)).toEqual([]);
});

test("items are paged by their key, and only counting them reads an index to its end", () => {
  const steps = stepsOf((of) => itemPage(of, { search: "", after: "A1", limit: 50 }));
  expect([...readWhole(steps), ...sorted(steps)]).toEqual([]);
});

test("a search looks words up, and sorts no more than it found", () => {
  const steps = stepsOf((of) => searchItems(of, { search: "bowl", after: null, limit: 20 }));
  expect(steps.filter(({ detail }) => detail.startsWith("SCAN item_rows"))).toEqual([]);
});

test("several stages come as one list, whatever the size of a page and however many orders share a moment", () => {
  const connection = emptyTables();
  const statements = new Statements(connection);
  const stages = ["released", "picking", "picked", "shipped"];
  const orders = Array.from({ length: 60 }, (_, number) => ({
    orderId: `order-${(number * 37) % 60}`,
    placedAt: (number * 11) % 9,
    stage: stages[(number * 7) % 4] ?? "",
  }));
  for (const { orderId, placedAt, stage } of orders) {
    statements.run(
      `INSERT INTO order_rows (order_id, number, channel, placed_at, customer, ship_to, lines, units, total_minor, currency,
         payment, stage, holds, done_units, of_units, tote, source_digest)
       VALUES (?, '', '', ?, '', '', 1, 1, 1, 'GBP', 'paid', ?, '', 0, 1, '', '')`,
      orderId,
      placedAt,
      stage,
    );
  }
  const newestFirst = orders
    .filter((order) => order.stage !== "shipped")
    .toSorted((one, other) => other.placedAt - one.placedAt || (one.orderId < other.orderId ? 1 : -1))
    .map((order) => order.orderId);
  for (const limit of [1, 7, 50, 100]) {
    const listed: string[] = [];
    let after: string | null = null;
    do {
      const slice = orderPage(statements, { stage: "picking-all", search: "", after, limit });
      listed.push(...slice.rows.map((row) => row.orderId));
      after = slice.next;
    } while (after !== null);
    expect(listed).toEqual(newestFirst);
  }
});
