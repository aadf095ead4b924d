import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draft } from "#shared/facts/kinds.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { decideOpen } from "#shared/packing/decide-open.ts";
import { isAllVerified, packedUnits } from "#shared/packing/pack-session-view.ts";
import { packVerdictSchema } from "#shared/packing/verdict.ts";
import { facts, foldAll, orderAfter } from "#test/builders/facts.ts";
import { runs } from "#test/builders/runs.ts";
import { bowl, jug, PackBench, lines, pick, pickedOrder, ssccs, towel } from "#test/builders/pack-bench.ts";

describe("a scan at the bench", () => {
  it("counts unit by unit, a line's end, and shuts the box with the last one", () => {
    const bench = new PackBench();
    expect(bench.scans(bowl, bowl, towel, bowl)).toEqual([
      { kind: "right", sku: "BOWL", name: "Oak bowl", packed: 1, quantity: 3 },
      { kind: "right", sku: "BOWL", name: "Oak bowl", packed: 2, quantity: 3 },
      { kind: "line-done", sku: "TOWEL", name: "Tea towel", quantity: 1 },
      { kind: "all-packed", units: 4, boxes: 1 },
    ]);
    expect(bench.order.lines.map((each) => each.packed)).toEqual([2, 1, 1]);
  });

  it("spreads a quantity over the lines of its SKU", () => {
    const bench = new PackBench();
    expect(bench.scans("HF-CMD.QTY.3", bowl)).toMatchObject([
      { kind: "quantity-set" },
      { kind: "line-done", quantity: 3 },
    ]);
    expect(bench.session.lines.map((each) => each.packed)).toEqual([2, 0, 1]);
  });

  it("refuses what is wrong, surplus or unknown, notes it, and counts nothing", () => {
    const bench = new PackBench();
    bench.scan(towel);
    expect(
      bench.scans(jug, towel, "4006381333931", "HF-ORD.#9", "HF-TOTE.T-09", `00${ssccs[0]}`, "HF-BIN.A-2"),
    ).toEqual([
      { kind: "wrong-item", sku: "JUG", name: "Blue jug" },
      { kind: "one-too-many", sku: "TOWEL", name: "Tea towel", quantity: 1, scanned: 2 },
      { kind: "unknown-code", text: "4006381333931" },
      { kind: "wrong-order", number: "#9" },
      { kind: "wrong-order", number: "T-09" },
      { kind: "unknown-code", text: `00${ssccs[0]}` },
      { kind: "unknown-code", text: "HF-BIN.A-2" },
    ]);
    expect(packedUnits(bench.session)).toBe(1);
    expect(bench.session.refused.map((each) => each.refusal)).toEqual([
      "wrong-item",
      "one-too-many",
      "unknown-code",
      "wrong-order",
      "wrong-order",
      "unknown-code",
      "unknown-code",
    ]);
  });

  it("of its own order or tote only says that it is here", () => {
    const bench = new PackBench();
    const before = bench.drafts.length;
    expect(new Set(bench.scans("HF-ORD.#1", "HF-TOTE.T-01", "#1", "T-01").map((each) => each.kind))).toEqual(
      new Set(["opened"]),
    );
    expect(bench.drafts).toHaveLength(before);
  });

  it("undo takes units out again in the order they went in, and not from a shut box", () => {
    const bench = new PackBench();
    bench.scans("HF-CMD.QTY.3", bowl, towel);
    expect(bench.session.parcels).toHaveLength(1);
    expect(bench.scan("HF-CMD.UNDO")).toEqual({ kind: "not-now", command: "UNDO", reason: "box-closed" });
    const other = new PackBench();
    other.scans("HF-CMD.QTY.3", bowl);
    expect(other.scans("HF-CMD.UNDO", "HF-CMD.UNDO", "HF-CMD.UNDO").map((each) => each.kind)).toEqual([
      "taken-back",
      "taken-back",
      "not-now",
    ]);
    expect(packedUnits(other.session)).toBe(0);
  });

  it("opens a further box only when something lies in the last one, and never makes a parcel of an empty one", () => {
    const bench = new PackBench();
    expect(bench.scan("HF-CMD.BOX.NEW")).toEqual({ kind: "not-now", command: "BOX.NEW", reason: "box-empty" });
    bench.scan(bowl);
    expect(bench.scan("HF-CMD.BOX.NEW")).toEqual({ kind: "box-opened", index: 2 });
    bench.scan("HF-CMD.QTY.2");
    expect(bench.scans(bowl, towel)[1]).toEqual({ kind: "all-packed", units: 4, boxes: 2 });
    expect(bench.scan("HF-CMD.BOX.NEW")).toMatchObject({ kind: "not-now", reason: "box-closed" });
  });

  it("hands the order over with the last label, and binds each label once", () => {
    const bench = new PackBench();
    bench.scans(bowl, "HF-CMD.BOX.NEW", "HF-CMD.QTY.2", bowl, towel);
    expect(bench.scan(`00${ssccs[2]}`)).toEqual({ kind: "wrong-label", text: ssccs[2] });
    expect(bench.scans(`00${ssccs[0]}`, `00${ssccs[0]}`)).toEqual([
      { kind: "label-bound", shipped: false, left: 1 },
      { kind: "label-bound", shipped: false, left: 1 },
    ]);
    expect(bench.order.shippedAt).toBeNull();
    expect(bench.scan(`00${ssccs[1]}`)).toEqual({ kind: "label-bound", shipped: true, left: 0 });
    expect(bench.drafts.filter((each) => each.kind === "parcel.bound").map((each) => each.body)).toMatchObject([
      { parcelId: "p1", jobIds: ["job-of-p1"] },
      { parcelId: "p2", jobIds: ["job-of-p2"] },
    ]);
    expect(bench.order.lines.map((each) => each.shipped)).toEqual([2, 1, 1]);
  });

  it("keeps the units when no label can be made, says why, and closes when asked again", () => {
    const bench = new PackBench({ labelRefused: "The label cannot show 東." });
    bench.scan("HF-CMD.QTY.3");
    expect(bench.scans(bowl, towel)[1]).toEqual({ kind: "label-refused", reason: "The label cannot show 東." });
    expect(isAllVerified(bench.session)).toBe(true);
    expect(bench.session.parcels).toEqual([]);
    expect(bench.scan("HF-CMD.CLOSE")).toMatchObject({ kind: "label-refused" });
    expect(bench.scan("HF-CMD.UNDO")).toMatchObject({ kind: "taken-back" });
  });

  it("stops at a hold that came while the box was open, for everything but commands", () => {
    const bench = new PackBench();
    bench.scan(bowl);
    bench.hold();
    const before = bench.drafts.length;
    const stopped = { kind: "on-hold", types: ["FRAUD"], reason: "Ring first." };
    for (const text of [bowl, towel, jug, "HF-ORD.#1", "HF-TOTE.T-01", "HF-CMD.QTY.2", "HF-CMD.CLOSE"]) {
      expect(bench.scan(text).kind).toBe(text === "HF-CMD.CLOSE" ? "on-hold" : stopped.kind);
    }
    expect(bench.drafts).toHaveLength(before);
    expect(bench.scan("HF-CMD.UNDO")).toMatchObject({ kind: "taken-back" });
    expect(bench.scan("HF-CMD.PARK")).toEqual({ kind: "parked" });
  });

  it("moves the count only with a green answer, never past what was picked, and always answers in the agreed shape", () => {
    const text = fc.constantFrom(
      ...[bowl, bowl, bowl, towel, towel, jug, "4006381333931", "HF-CMD.QTY.2", "HF-CMD.UNDO", "HF-CMD.BOX.NEW"],
      ...[
        "HF-CMD.CLOSE",
        "HF-CMD.PARK",
        "HF-CMD.CLEAR",
        `00${ssccs[0]}`,
        `00${ssccs[1]}`,
        "HF-ORD.#1",
        "HF-ORD.#2",
        "HF-USR.A",
      ],
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 25 }), (texts) => {
        const bench = new PackBench();
        for (const each of texts) {
          if (bench.session.shipped) break;
          const before = packedUnits(bench.session);
          const wanted = bench.quantity;
          const verdict = bench.scan(each);
          expect(packVerdictSchema.safeParse(verdict).success).toBe(true);
          const change = packedUnits(bench.session) - before;
          if (["right", "line-done"].includes(verdict.kind)) expect(change).toBe(wanted);
          else if (verdict.kind === "all-packed") expect([0, wanted]).toContain(change);
          else if (verdict.kind === "taken-back") expect(change).toBeLessThan(0);
          else expect(change).toBe(0);
          const { session, order } = bench;
          const inBoxes = session.boxes
            .flatMap((box) => Object.values(box.contents))
            .reduce((sum, units) => sum + units, 0);
          expect(inBoxes).toBe(packedUnits(session));
          for (const packed of session.lines) {
            expect(packed.packed).toBeGreaterThanOrEqual(0);
            expect(packed.packed).toBeLessThanOrEqual(packed.quantity);
            expect(order.lines.find((own) => own.lineId === packed.lineId)?.packed).toBe(packed.packed);
          }
          if (session.parcels.length > 0) expect(isAllVerified(session)).toBe(true);
        }
      }),
      { numRuns: runs(80) },
    );
  });
});

describe("putting an order on the bench", () => {
  const given = { newId: () => "s1", openSessionId: undefined, station: "station-1" };

  it("goes on with the session that is open", () => {
    const opened = decideOpen(orderAfter([]), { ...given, openSessionId: "s0" });
    expect(opened).toEqual({ verdict: { kind: "opened", resumed: true }, drafts: [], sessionId: "s0" });
  });

  it("says where the order is instead, when there is nothing to pack", () => {
    expect(decideOpen(orderAfter([]), given)).toEqual({
      verdict: { kind: "not-ready", number: "A-0001", stage: "to-release" },
      drafts: [],
      sessionId: undefined,
    });
  });

  it("stops at a hold and at a cancellation, even with a session open", () => {
    const held = draft("order/o1", "order.holdAdded", {
      orderId: "o1",
      holdId: "h1",
      type: "FRAUD",
      reason: "Ring first.",
    });
    const cancelled = draft("order/o1", "order.cancelled", { orderId: "o1", by: "shop", at: 1, reason: "", freed: [] });
    const open = { ...given, openSessionId: "s0" };
    expect(decideOpen(orderAfter([held]), open)).toMatchObject({ verdict: { kind: "on-hold" }, sessionId: undefined });
    expect(decideOpen(orderAfter([held, cancelled]), open)).toMatchObject({ verdict: { kind: "order-cancelled" } });
  });

  it("expects what was picked, and nothing of what waits", () => {
    const part = pickedOrder.slice(0, 4);
    const order = foldAll(facts([...part, draft("pick/l1", "pick.closed", { listId: "l1", freed: rest() })])).get(
      "orders/o1",
    ) as OrderView;
    const opened = decideOpen(order, given);
    expect(opened.drafts[0]?.body).toMatchObject({ tote: "T-01", lines: [{ lineId: "1", sku: "BOWL", quantity: 2 }] });
  });

  function rest() {
    return lines.slice(1).map(({ lineId, sku, quantity }) => ({ ...pick, stopId: lineId, lineId, sku, quantity }));
  }
});
