import { describe, expect, it, onTestFinished } from "vitest";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { searchItems } from "#main/store/item-list.ts";
import { createSideTables, Statements } from "#main/store/side-tables.ts";

interface Sold {
  readonly sku: string;
  readonly name: string;
  readonly barcode: string;
  readonly canPromise: number;
}

/** Every third is sold out, every seventh has no stock of its own yet; eleven share each name. */
function catalogue(count: number): Sold[] {
  return Array.from({ length: count }, (_, number) => ({
    sku: `S${(number * 37) % count}`,
    name: `Bowl ${Math.floor(number / 11) % 40}`,
    barcode: "",
    canPromise: number % 3 === 0 ? 0 : number % 7,
  }));
}

function tablesOf(items: readonly Sold[]): Statements {
  const connection = openSqlite(":memory:");
  onTestFinished(() => connection.close());
  createSideTables(connection);
  const statements = new Statements(connection);
  connection.exec("BEGIN");
  for (const { sku, name, barcode, canPromise } of items) {
    const row = statements
      .of(
        `INSERT INTO item_rows (sku, name, price_value, price_scale, price_minor, currency, barcode, bin, weight_grams)
         VALUES (?, ?, 1, 2, 1, 'GBP', ?, '', 0) RETURNING row`,
      )
      .get(sku, name, barcode)?.["row"];
    statements.run("INSERT INTO item_search (rowid, words) VALUES (?, ?)", row ?? null, `${name} ${sku}`.toLowerCase());
    if (canPromise > 0) statements.run("INSERT INTO stock_rows VALUES (?, ?, ?)", sku, canPromise, canPromise);
  }
  connection.exec("COMMIT");
  return statements;
}

function walk(statements: Statements, search: string, limit: number): { skus: string[]; slices: number } {
  const skus: string[] = [];
  let after: string | null = null;
  let slices = 0;
  do {
    const slice = searchItems(statements, { search, after, limit });
    expect(slice.rows.length).toBeLessThanOrEqual(limit);
    skus.push(...slice.rows.map((row) => row.sku));
    after = slice.next;
    slices += 1;
  } while (after !== null);
  return { skus, slices };
}

function inOrder(items: readonly Sold[]): string[] {
  const place = ({ name, sku }: Sold): string => `${name}\0${sku}`;
  return items
    .toSorted(
      (one, other) =>
        Number(one.canPromise <= 0) - Number(other.canPromise <= 0) || (place(one) < place(other) ? -1 : 1),
    )
    .map(({ sku }) => sku);
}

describe("items found by their words", () => {
  it.each([
    { what: "few of them, which are put in order", count: 300, limits: [1, 7, 150, 300, 500] },
    { what: "many of them, which are read in order", count: 2300, limits: [97, 460, 2299, 2300] },
  ])("are all there, each once, those that can be promised first: $what", ({ count, limits }) => {
    const items = catalogue(count);
    const statements = tablesOf(items);
    for (const limit of limits) {
      const { skus, slices } = walk(statements, "bow", limit);
      expect(skus).toEqual(inOrder(items));
      // The last slice says that it is the last, though it be full.
      expect(slices).toBe(Math.ceil(count / limit));
    }
  });

  it.each([30, 2300])("have the one whose code was typed in full in front, and only there, among %i", (count) => {
    const items = catalogue(count).map((item) =>
      item.sku === "S7" ? { ...item, name: "Bowl S7", canPromise: 0 } : item,
    );
    const statements = tablesOf(items.map((item) => ({ ...item, name: `${item.name} s7` })));
    const others = inOrder(
      items.filter(({ sku }) => sku !== "S7").map((item) => ({ ...item, name: `${item.name} s7` })),
    );
    for (const limit of count > 100 ? [900] : [1, 2, 5, 30, 31]) {
      expect(walk(statements, "S7", limit).skus).toEqual(["S7", ...others]);
    }
  });

  it("goes on where it was when an item above is sold out and few become many meanwhile", () => {
    const items = catalogue(2001);
    const statements = tablesOf(items.slice(0, 2000));
    const first = searchItems(statements, { search: "bowl", after: null, limit: 40 });
    const sold = first.rows[3]?.sku ?? "";
    statements.run("UPDATE stock_rows SET can_promise = 0 WHERE sku = ?", sold);
    const late = items[2000] as Sold;
    statements.run("INSERT INTO item_rows VALUES (NULL, ?, 'Zinc bowl', 1, 2, 1, 'GBP', '', '', 0)", late.sku);
    statements.run("INSERT INTO item_search (rowid, words) SELECT row, 'bowl' FROM item_rows WHERE sku = ?", late.sku);
    const rest: string[] = [];
    for (let after = first.next; after !== null;) {
      const slice = searchItems(statements, { search: "bowl", after, limit: 400 });
      rest.push(...slice.rows.map((row) => row.sku));
      after = slice.next;
    }
    const read = [...first.rows.map((row) => row.sku), ...rest];
    const whole = inOrder(items.slice(0, 2000));
    expect(read.filter((sku) => sku !== sold && sku !== late.sku)).toEqual(whole.filter((sku) => sku !== sold));
    expect(read.at(-1)).toBe(late.sku);
  });
});
