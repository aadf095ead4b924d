import { expect } from "vitest";
import { draft } from "#shared/facts/kinds.ts";
import type { OrderContent, OrderLineContent } from "#shared/orders/order-content.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import type { PackVerdict } from "#shared/packing/verdict.ts";
import type { PickVerdict } from "#shared/picking/verdict.ts";
import { placed } from "./facts.ts";
import { item, line } from "./orders.ts";
import type { TestStation } from "./station.ts";

/** Brings orders of a test station to where a test begins. */

export const bowl = item({ sku: "BOWL", name: "Oak bowl", barcode: "09520000000011", bin: "A-2" });
export const towel = item({ sku: "TOWEL", name: "Tea towel", barcode: "09520000000028", bin: "A-10" });

/** What a scanner reads off them. */
export const scans = { bowl: "9520000000011", towel: "9520000000028" } as const;

/** The two items, and so many units of each in its bin. */
export async function stock(
  test: TestStation,
  units: { readonly bowl?: number; readonly towel?: number },
): Promise<void> {
  await test.store.log.act("person-1", (act) => {
    for (const [each, quantity] of [[bowl, units.bowl ?? 0] as const, [towel, units.towel ?? 0] as const]) {
      const { sku, bin } = each;
      const moves = quantity > 0 ? [{ sku, from: "adjustment", to: `bin/${bin}`, quantity }] : [];
      act.append([
        draft(`item/${sku}`, "item.defined", { item: each }),
        draft(`item/${sku}`, "stock.moved", { moves, reason: "count", stated: [] }),
      ]);
    }
  });
}

export const bowls = (quantity: number, lineId = "1"): OrderLineContent => line({ lineId, quantity });
export const towels = (quantity: number, lineId = "1"): OrderLineContent =>
  line({ lineId, sku: "TOWEL", name: "Tea towel", quantity });

let minutes = 0;

export async function place(
  test: TestStation,
  orderId: string,
  lines: readonly OrderLineContent[],
  change: Partial<OrderContent> = {},
): Promise<void> {
  minutes += 1;
  const content = { number: `#${orderId}`, placedAt: test.now + minutes * 60_000, lines: [...lines], ...change };
  await test.store.log.act("person-1", (act) => act.append([placed(orderId, content)]));
}

export function order(test: TestStation, orderId: string): OrderView {
  return test.store.log.read("orders", orderId) ?? expect.fail(`no order ${orderId}`);
}

export async function stage(test: TestStation, orderId: string): Promise<string> {
  const detail = await test.call("orders.get", { orderId });
  return detail.ok ? detail.value.stage : detail.error.code;
}

/** One scan at the bench, and its answer. */
export async function packScan(test: TestStation, text: string): Promise<PackVerdict> {
  await test.call("scans.route", { to: "pack" });
  await test.call("scans.submit", { text });
  const state = await test.call("packing.state", {});
  return (state.ok && state.value.verdict?.verdict) || expect.fail("the bench gave no answer");
}

/** One scan on the round in hand, and its answer. */
export async function pickScan(test: TestStation, text: string): Promise<PickVerdict> {
  await test.call("scans.route", { to: "pick" });
  await test.call("scans.submit", { text });
  const state = await test.call("picking.state", {});
  return (state.ok && state.value?.verdict?.verdict) || expect.fail("the round gave no answer");
}

/** Releases what can be, takes a list, and picks all that is on it. */
export async function pickAll(test: TestStation): Promise<void> {
  await test.call("orders.releaseAll", {});
  expect(await test.call("picking.take", {})).toMatchObject({ ok: true });
  for (;;) {
    const state = await test.call("picking.state", {});
    const list = state.ok ? state.value?.list : undefined;
    const stop = list?.stops.find((each) => each.picked + each.short < each.quantity);
    if (!list || !stop) return;
    const next = list.atBin === stop.bin ? scans[stop.sku === "BOWL" ? "bowl" : "towel"] : `HF-BIN.${stop.bin}`;
    expect((await pickScan(test, next)).kind).toMatch(/^(at-bin|picked|stop-done|list-done)$/);
  }
}

/** Opens the order at the bench and puts all its units into one box. */
export async function packAll(test: TestStation, orderId: string): Promise<PackVerdict> {
  let verdict = await packScan(test, `HF-ORD.${order(test, orderId).number}`);
  expect(verdict.kind).toBe("opened");
  for (;;) {
    const state = await test.call("packing.state", {});
    const session = state.ok ? state.value.session?.view : undefined;
    const missing = session?.lines.find((each) => each.packed < each.quantity);
    if (!missing) return verdict;
    verdict = await packScan(test, scans[missing.sku === "BOWL" ? "bowl" : "towel"]);
    if (!["right", "line-done", "all-packed"].includes(verdict.kind)) return verdict;
  }
}

/** What stands on the labels of an order's boxes. */
export function labels(test: TestStation, orderId: string): { parcelId: string; sscc: string; jobIds: string[] }[] {
  return order(test, orderId).parcelIds.map((parcelId) => {
    const sscc = test.store.log.read("parcels", parcelId)?.sscc ?? "";
    const rows = test.store.statements
      .of("SELECT job_id FROM print_rows WHERE parcel_id = ? ORDER BY queued")
      .all(parcelId);
    return { parcelId, sscc, jobIds: rows.map((row) => String(row["job_id"])) };
  });
}

/** The printer takes a job, as if one were there. */
export async function print(test: TestStation, jobId: string): Promise<void> {
  const job = test.store.log.read("printJobs", jobId);
  const body = { jobId, orderId: job?.orderId ?? "", attempt: (job?.attempt ?? 0) + 1 };
  await test.store.log.act("system", (act) =>
    act.append([
      draft(`print/${jobId}`, "print.sending", { ...body, printer: "printer:9100" }),
      draft(`print/${jobId}`, "print.sent", body),
    ]),
  );
}

/** Picks, packs and hands over everything that is waiting for it. */
export async function ship(test: TestStation, orderId: string): Promise<void> {
  await pickAll(test);
  expect((await packAll(test, orderId)).kind).toBe("all-packed");
  for (const { sscc, jobIds } of labels(test, orderId)) {
    for (const jobId of jobIds) await print(test, jobId);
    expect(await packScan(test, `00${sscc}`)).toMatchObject({ kind: "label-bound" });
  }
  expect(order(test, orderId).shippedAt).not.toBeNull();
}
