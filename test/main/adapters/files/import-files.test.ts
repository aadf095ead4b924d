import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { csvOf, pricedOrders, writtenOrders } from "#test/shared/importing/support/shopify-writer.ts";
import type { OrderOutcome } from "#shared/importing/shopify.ts";
import { orderContentSchema } from "#shared/orders/order-content.ts";
import { createFolder } from "./support/files.ts";
import { importCatalogue, importOrders } from "./support/import-file.ts";

const fixtures = join(import.meta.dirname, "../../../fixtures/imports");
const folder = createFolder();
afterAll(() => folder.remove());

function contentsOf(outcomes: readonly OrderOutcome[]): unknown[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.kind !== "imported") return [];
    const { source: _source, ...content } = outcome.order.content;
    return [content];
  });
}

describe("the files of a small shop", () => {
  test("its catalogue: six items with what a scanner will read, and one whose barcode is no GTIN", async () => {
    const { entries, problems } = await importCatalogue(join(fixtures, "catalogue.csv"));
    expect(problems).toEqual([]);
    expect(entries.map(({ item, onHand }) => [item.sku, item.name, item.barcode, item.price, onHand])).toEqual([
      ["LMP-100", "DESK LAMP, BRASS", "05023456000016", { value: 2450, scale: 2 }, 14],
      ["LMP-100B", 'DESK LAMP, 12" ARM', "05023456000023", { value: 2700, scale: 2 }, 3],
      ["1200A", "CANDLE SET OF SIX", "00050234560009", { value: 825, scale: 2 }, 120],
      ["TIN-7", "ENAMEL TIN SMALL", "00000050234561", { value: 310, scale: 2 }, 44],
      ["00450", "HOOK, IRON", "", { value: 85, scale: 2 }, 300],
      ["SCR-025", "WOOD SCREW", "SHELF-9", { value: 25, scale: 4 }, undefined],
      ["BOWL-É", "BOL À CAFÉ", "5023456000039", { value: 1200, scale: 2 }, undefined],
    ]);
    expect(entries.flatMap((entry) => entry.notices.map((notice) => notice.line))).toEqual([8]);
  });

  test("its orders: eight come in, two wait with every one of their problems", async () => {
    const { entries } = await importCatalogue(join(fixtures, "catalogue.csv"));
    const skus = new Set(entries.map((entry) => entry.item.sku));
    const { outcomes, refusal } = await importOrders(join(fixtures, "shopify-orders.csv"), (sku) => skus.has(sku));
    expect(refusal).toBeUndefined();
    const told = outcomes.map((outcome) => {
      if (outcome.kind === "set-aside") {
        return outcome.problems.map(({ line, column, value, suggestion }) => [line, column, value, suggestion]);
      }
      const { content, holds, cancelledAt, fulfilledAt, fullyRefunded, shippedLineIds } = outcome.order;
      const marks = [
        ...holds.map((hold) => hold.type),
        ...(cancelledAt === undefined ? [] : ["cancelled"]),
        ...(fulfilledAt === undefined ? [] : ["shipped"]),
        ...(fullyRefunded ? ["refunded"] : []),
      ];
      return [
        content.number,
        content.lines.map((line) => line.quantity),
        content.totals.totalMinor,
        marks,
        shippedLineIds,
      ];
    });
    expect(told).toEqual([
      ["#1001", [2, 1, 12], 7195, [], []],
      ["#1002", [1], 1275, ["PAYMENT"], []],
      ["#1003", [4], 1690, ["cancelled"], []],
      ["#1004", [1], 2900, ["refunded"], []],
      ["#1005", [3], 1380, ["FRAUD"], []],
      ["#1006", [1], 1275, ["shipped"], ["1"]],
      ["#1007", [1, 2], 3520, [], ["1"]],
      [
        // The note of the first order runs over two lines, so lines of the file are one ahead of its rows.
        [13, "Email", "customer1008@", undefined],
        [13, "Lineitem quantity", "O6", "6"],
        [13, "Shipping Zip", "", undefined],
        [14, "Lineitem price", "8,25", "8.25"],
      ],
      [[15, "Lineitem sku", "1200", undefined]],
      ["#1010", [2, 1], 2300, [], []],
    ]);
  });

  test("an export of 2012 comes in by the columns it has", async () => {
    const { outcomes, refusal } = await importOrders(join(fixtures, "shopify-orders-2012.csv"), undefined);
    expect(refusal).toBeUndefined();
    const [outcome] = outcomes;
    expect(
      outcome?.kind === "imported" && [
        outcome.order.externalId,
        outcome.order.content.placedAt,
        outcome.order.content.lines.map((line) => line.sku),
        outcome.order.holds,
      ],
    ).toEqual(["#88", Date.UTC(2012, 1, 14, 18, 33, 13), ["LMP-100", "1200A"], []]);
  });
});

describe("any file of orders", { timeout: 60_000 }, () => {
  test("comes back from the disk as it was written, in every encoding and with either line end", async () => {
    const encodings = fc.constantFrom<(text: string) => Buffer>(
      (text) => Buffer.from(text),
      (text) => Buffer.from(`\ufeff${text}`),
      (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
      (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
    );
    await fc.assert(
      fc.asyncProperty(writtenOrders(6), encodings, fc.constantFrom("\n", "\r\n"), async (orders, encode, lineEnd) => {
        const path = folder.write("orders.csv", encode(csvOf(orders, lineEnd)));
        const { outcomes, refusal } = await importOrders(path, undefined);
        expect(refusal).toBeUndefined();
        expect(contentsOf(outcomes)).toEqual(orders.map((order) => order.content));
      }),
      { numRuns: 40 },
    );
  });

  test("with bytes changed anywhere never throws, and nothing is set aside without a reason", async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(writtenOrders(4), changes, async (orders, places) => {
        const bytes = Buffer.from(csvOf(orders));
        for (const [place, byte] of places) bytes[place % bytes.length] = byte;
        const { outcomes } = await importOrders(folder.write("changed.csv", bytes), undefined);
        for (const outcome of outcomes) {
          if (outcome.kind === "set-aside") expect(outcome.problems.length).toBeGreaterThan(0);
          else expect(orderContentSchema.safeParse(outcome.order.content).error).toBeUndefined();
        }
      }),
      { numRuns: 100 },
    );
  });

  test("with one byte changed brings in no order that has lost a line", async () => {
    const structural = fc.constantFrom(...Buffer.from('",\n\r0aX #'));
    await fc.assert(
      fc.asyncProperty(pricedOrders(4), fc.nat(), structural, async (orders, place, byte) => {
        const bytes = Buffer.from(csvOf(orders));
        bytes[place % bytes.length] = byte;
        const { outcomes } = await importOrders(folder.write("one-byte.csv", bytes), undefined);
        const written = new Map(orders.map((order) => [order.externalId, order.content.lines.length]));
        for (const outcome of outcomes) {
          if (outcome.kind !== "imported") continue;
          const { externalId, content } = outcome.order;
          expect(content.lines.length).toBeGreaterThanOrEqual(written.get(externalId) ?? 0);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("with a letter changed in one order still brings in all others, save at most the one above it", async () => {
    const letters = fc.constantFrom(..."0159aozAOZ-#é".split(""));
    await fc.assert(
      fc.asyncProperty(writtenOrders(5), fc.nat(), fc.nat(), letters, async (orders, which, where, letter) => {
        const touched = which % orders.length;
        const order = orders[touched];
        if (!order) return;
        const text = csvOf(orders);
        const own = csvOf([order]).length - csvOf([]).length;
        const place = csvOf(orders.slice(0, touched)).length + (where % own);
        // Cells stay cells, and characters whole.
        fc.pre(!/[",\r\n\ud800-\udfff]/.test(text[place] ?? ""));
        const changed = `${text.slice(0, place)}${letter}${text.slice(place + 1)}`;
        const { outcomes } = await importOrders(folder.write("touched.csv", changed), undefined);
        const read = contentsOf(outcomes);
        orders.forEach(({ content }, index) => {
          if (index !== touched && index !== touched - 1) expect(read).toContainEqual(content);
        });
      }),
      { numRuns: 100 },
    );
  });
});
