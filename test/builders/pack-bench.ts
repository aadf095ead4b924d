import { expect } from "vitest";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { err, ok } from "#shared/kernel/result.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { decideOpen } from "#shared/packing/decide-open.ts";
import { decidePackScan } from "#shared/packing/decide-scan.ts";
import { type PackSessionView } from "#shared/packing/pack-session-view.ts";
import { type PackVerdict } from "#shared/packing/verdict.ts";
import { firstTolerance } from "#shared/people/station-view.ts";
import type { ScaleStanding } from "#shared/weighing/scale-watch.ts";
import { readScan } from "#shared/scanning/scan.ts";
import { facts, foldAll, placed } from "#test/builders/facts.ts";
import { line } from "#test/builders/orders.ts";

export const codes: Readonly<Record<string, { sku: string; name: string }>> = {
  "09520000000011": { sku: "BOWL", name: "Oak bowl" },
  "09520000000028": { sku: "TOWEL", name: "Tea towel" },
  "09520000000035": { sku: "JUG", name: "Blue jug" },
};
export const bowl = "9520000000011";
export const towel = "9520000000028";
export const jug = "9520000000035";
export const ssccs = ["095212340000000013", "095212340000000020", "095212340000000037", "095212340000000044"];

export const lines = [
  line({ quantity: 2 }),
  line({ lineId: "2", sku: "TOWEL", name: "Tea towel", quantity: 1 }),
  line({ lineId: "3" }),
];
export const pick = { listId: "l1", stopId: "1", orderId: "o1", place: "bin/A-2", tote: "T-01" };
export const pickedOrder: readonly Draft[] = [
  placed("o1", { number: "#1", lines }),
  draft("order/o1", "order.released", {
    orderId: "o1",
    allocations: lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity, place: "bin/A-2" })),
    backorders: [],
  }),
  draft("pick/l1", "pick.started", {
    listId: "l1",
    number: 1,
    orders: [{ orderId: "o1", number: "#1", tote: "T-01" }],
    stops: lines.map(({ lineId, sku, name, quantity }) => ({
      stopId: lineId,
      bin: "A-2",
      place: "bin/A-2",
      sku,
      name,
      orderId: "o1",
      lineId,
      tote: "T-01",
      quantity,
    })),
  }),
  ...lines.map(({ lineId, sku, quantity }) =>
    draft("pick/l1", "pick.confirmed", { ...pick, lineId, sku, quantity, scan: "" }),
  ),
];

/** A bench with one order on it: four units in three lines, two of them of one SKU. */
export class PackBench {
  readonly drafts: Draft[];
  quantity = 1;
  scale: ScaleStanding = { kind: "none" };
  refusedBoxId = "";
  expectedGrams = 1000;
  readonly #labelRefused: string | undefined;
  #ids = 0;

  constructor(options: { readonly labelRefused?: string } = {}) {
    this.#labelRefused = options.labelRefused;
    this.drafts = [...pickedOrder];
    const opened = decideOpen(this.order, { newId: () => this.#id(), openSessionId: undefined, station: "station-1" });
    expect(opened.verdict).toEqual({ kind: "opened", resumed: false });
    this.drafts.push(...opened.drafts);
  }

  #id(): string {
    this.#ids += 1;
    return `id-${this.#ids}`;
  }

  get order(): OrderView {
    return foldAll(facts(this.drafts)).get("orders/o1") as OrderView;
  }

  get session(): PackSessionView {
    return foldAll(facts(this.drafts)).get("work/id-1") as PackSessionView;
  }

  hold(): void {
    this.drafts.push(
      draft("order/o1", "order.holdAdded", { orderId: "o1", holdId: this.#id(), type: "FRAUD", reason: "Ring first." }),
    );
  }

  scan(text: string): PackVerdict {
    const scan = readScan(text);
    const { session } = this;
    const decision = decidePackScan(
      {
        session,
        order: this.order,
        station: "station-1",
        quantity: this.quantity,
        itemOf: (code) => codes[code],
        close: (packed) => {
          if (this.#labelRefused !== undefined) return err(this.#labelRefused);
          const boxes = packed.boxes.filter((box) => Object.values(box.contents).some((units) => units > 0));
          const parcels = boxes.map((box, position) => ({
            parcelId: `p${position + 1}`,
            boxId: box.boxId,
            sscc: ssccs[position] ?? "",
            index: position + 1,
            of: boxes.length,
            weightGrams: 0,
            contents: Object.entries(box.contents)
              .filter(([, quantity]) => quantity > 0)
              .map(([lineId, quantity]) => ({ lineId, sku: "", quantity })),
          }));
          return ok([draft("pack/id-1", "pack.closed", { sessionId: "id-1", orderId: "o1", parcels })]);
        },
        jobIdsOf: (parcelId) => [`job-of-${parcelId}`],
        newId: () => this.#id(),
        weighing: {
          scale: this.scale,
          tolerance: firstTolerance,
          refusedBoxId: this.refusedBoxId,
          expectedGrams: () => this.expectedGrams,
        },
      },
      scan.ok ? scan.value : expect.fail(scan.error),
    );
    this.drafts.push(...decision.drafts);
    this.quantity = decision.verdict.kind === "quantity-set" ? decision.verdict.quantity : 1;
    return decision.verdict;
  }

  scans(...texts: readonly string[]): PackVerdict[] {
    return texts.map((text) => this.scan(text));
  }
}
