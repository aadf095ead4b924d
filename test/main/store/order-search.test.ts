import { expect, it, onTestFinished } from "vitest";
import type { SqliteStatement } from "#main/adapters/sqlite/connection.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { orderPage } from "#main/store/order-list.ts";
import { createSideTables, Statements } from "#main/store/side-tables.ts";

const stages = ["released", "picking", "picked", "shipped"] as const;

interface Taken {
  readonly orderId: string;
  readonly number: string;
  readonly placedAt: number;
  readonly stage: string;
}

/** Two of them share each moment. */
const orders: readonly Taken[] = Array.from({ length: 12_000 }, (_, place) => ({
  orderId: `order-${(place * 7919) % 12_000}`,
  number: String(10_000 + place),
  placedAt: Math.floor(place / 2),
  stage: stages[place % stages.length] ?? "",
}));

it("of many orders found, the newest come first and all of them come, though none of the newest is one", () => {
  const connection = openSqlite(":memory:");
  onTestFinished(() => connection.close());
  createSideTables(connection);
  const asked = new Set<string>();
  class Heard extends Statements {
    override of(sql: string): SqliteStatement {
      asked.add(sql);
      return super.of(sql);
    }
  }
  const statements = new Statements(connection);
  connection.exec("BEGIN");
  for (const { orderId, number, placedAt, stage } of orders) {
    const row = statements
      .of(
        `INSERT INTO order_rows (order_id, number, channel, placed_at, customer, ship_to, lines, units, total_minor,
           currency, payment, stage, holds, done_units, of_units, tote, source_digest)
         VALUES (?, ?, '', ?, '', '', 1, 1, 1, 'GBP', 'paid', ?, '', 0, 1, '', '') RETURNING row`,
      )
      .get(orderId, number, placedAt, stage)?.["row"];
    statements.run("INSERT INTO order_search (rowid, words) VALUES (?, ?)", row ?? null, number);
  }
  connection.exec("COMMIT");

  const heard = new Heard(connection);
  // The first 10,000 orders bear such a number, the newest 2,000 do not.
  const found = orders
    .filter(({ number }) => number.startsWith("1"))
    .toSorted((one, other) => other.placedAt - one.placedAt || (one.orderId < other.orderId ? 1 : -1));
  const wanted: Readonly<Record<string, readonly string[]>> = {
    all: stages,
    shipped: ["shipped"],
    "picking-all": ["released", "picking", "picked"],
  };
  for (const [stage, among] of Object.entries(wanted)) {
    const listed: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = orderPage(heard, { stage, search: "1", after: after ?? null, limit: 500 });
      listed.push(...page.rows.map((row) => row.orderId));
      after = page.next;
    }
    expect(listed).toEqual(found.filter((order) => among.includes(order.stage)).map(({ orderId }) => orderId));
  }
  // Neither are the words of each row looked up, nor is what was found put in order.
  const steps = [...asked].flatMap((sql) =>
    connection
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...Array.from({ length: sql.split("?").length - 1 }, () => null))
      .map((row) => String(row["detail"])),
  );
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.filter((step) => /CORRELATED|TEMP B-TREE/.test(step))).toEqual([]);
});
