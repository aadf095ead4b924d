import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { decidePickScan, pickedUnits } from "#shared/picking/decide-scan.ts";
import { isListOpen, type PickListView } from "#shared/picking/pick-list-view.ts";
import { type PickVerdict, pickVerdictSchema } from "#shared/picking/verdict.ts";
import { readScan } from "#shared/scanning/scan.ts";
import { facts, foldAll } from "#test/builders/facts.ts";
import { runs } from "#test/builders/runs.ts";

const codes: Readonly<Record<string, { sku: string; name: string }>> = {
  "09520000000011": { sku: "BOWL", name: "Oak bowl" },
  "09520000000028": { sku: "TOWEL", name: "Tea towel" },
  TEA: { sku: "TEA", name: "Tea" },
};

const stop = (stopId: string, bin: string, sku: string, orderId: string, quantity: number) => ({
  stopId,
  bin,
  place: `bin/${bin}`,
  sku,
  name: sku === "BOWL" ? "Oak bowl" : "Tea towel",
  orderId,
  lineId: "1",
  tote: orderId === "o1" ? "T-01" : "T-02",
  quantity,
});

const started = draft("pick/l1", "pick.started", {
  listId: "l1",
  number: 7,
  orders: [
    { orderId: "o1", number: "#1", tote: "T-01" },
    { orderId: "o2", number: "#2", tote: "T-02" },
  ],
  stops: [stop("1", "A-2", "BOWL", "o1", 2), stop("2", "A-2", "BOWL", "o2", 1), stop("3", "B-1", "TOWEL", "o1", 1)],
});

interface Around {
  readonly stopped?: readonly string[];
  readonly benched?: readonly string[];
}

/** A round that goes on from scan to scan, as the station leads it. */
class Round {
  readonly drafts: Draft[] = [started];
  quantity = 1;
  readonly #around: Around;

  constructor(around: Around = {}) {
    this.#around = around;
  }

  get list(): PickListView {
    return foldAll(facts(this.drafts)).get("work/l1") as PickListView;
  }

  scan(text: string): PickVerdict {
    const scan = readScan(text);
    const decision = decidePickScan(
      {
        list: this.list,
        quantity: this.quantity,
        itemOf: (code) => codes[code],
        stopped: (orderId) =>
          this.#around.stopped?.includes(orderId) ? { number: orderId, reason: "Held" } : undefined,
        inTote: (orderId) => !this.#around.benched?.includes(orderId),
      },
      scan.ok ? scan.value : expect.fail(scan.error),
    );
    this.drafts.push(...decision.drafts);
    this.quantity = decision.verdict.kind === "quantity-set" ? decision.verdict.quantity : 1;
    return decision.verdict;
  }

  scans(...texts: readonly string[]): PickVerdict[] {
    return texts.map((text) => this.scan(text));
  }
}

const bowl = "9520000000011";
const towel = "9520000000028";
const kinds = (verdicts: readonly PickVerdict[]): string[] => verdicts.map((verdict) => verdict.kind);

describe("a scan on the round", () => {
  it("leads from bin to bin, order by order, to the end of the list", () => {
    const round = new Round();
    expect(round.scans("HF-BIN.A-2", bowl, bowl, bowl, "HF-BIN.B-1", towel)).toEqual([
      { kind: "at-bin", bin: "A-2" },
      { kind: "picked", sku: "BOWL", name: "Oak bowl", picked: 1, quantity: 2 },
      { kind: "stop-done", sku: "BOWL", name: "Oak bowl", next: "A-2" },
      { kind: "stop-done", sku: "BOWL", name: "Oak bowl", next: "B-1" },
      { kind: "at-bin", bin: "B-1" },
      { kind: "list-done", number: 7, units: 4 },
    ]);
    expect(isListOpen(round.list)).toBe(false);
  });

  it("of a unit before its bin is not counted", () => {
    const round = new Round();
    expect(round.scan(bowl)).toEqual({ kind: "bin-first", bin: "A-2" });
    expect(round.drafts).toHaveLength(1);
  });

  it("of a bin that is not on the list, or done with, says where to go instead", () => {
    const round = new Round();
    expect(round.scan("HF-BIN.C-9")).toEqual({ kind: "wrong-bin", bin: "C-9", wanted: "A-2" });
    round.scans("HF-BIN.A-2", bowl, bowl, bowl);
    expect(round.scan("HF-BIN.A-2")).toEqual({ kind: "wrong-bin", bin: "A-2", wanted: "B-1" });
  });

  it("of a later bin on the list is taken: the picker may walk another way", () => {
    expect(new Round().scans("HF-BIN.B-1", towel)).toMatchObject([
      { kind: "at-bin" },
      { kind: "stop-done", next: "A-2" },
    ]);
  });

  it("of another item says which is wanted", () => {
    const round = new Round();
    round.scan("HF-BIN.A-2");
    expect(round.scan(towel)).toEqual({ kind: "wrong-item", sku: "TOWEL", name: "Tea towel", wanted: "Oak bowl" });
    expect(round.scan("4006381333931")).toEqual({ kind: "unknown-code", text: "4006381333931" });
  });

  it("of more than the stop wants counts none of them", () => {
    const round = new Round();
    expect(round.scans("HF-BIN.A-2", bowl, "HF-CMD.QTY.2", bowl)).toMatchObject([
      {},
      {},
      { kind: "quantity-set", quantity: 2 },
      { kind: "one-too-many", quantity: 2, scanned: 3 },
    ]);
    expect(pickedUnits(round.list)).toBe(1);
  });

  it("of one more unit when all stops of this bin are done is one too many", () => {
    const round = new Round();
    round.scans("HF-BIN.A-2", bowl, bowl, bowl);
    expect(round.scan(bowl)).toEqual({ kind: "bin-first", bin: "B-1" });
    round.scans("HF-BIN.B-1");
    expect(round.scan(bowl)).toMatchObject({ kind: "wrong-item", wanted: "Tea towel" });
  });

  it("for an order that is held is stopped, and the round may go on elsewhere", () => {
    const round = new Round({ stopped: ["o1"] });
    round.scan("HF-BIN.A-2");
    expect(round.scan(bowl)).toEqual({ kind: "order-stopped", number: "o1", reason: "Held" });
    expect(pickedUnits(round.list)).toBe(0);
  });

  it("of the tote tells whether it is the right one, and counts nothing", () => {
    const round = new Round();
    expect(round.scans("HF-TOTE.T-01", "HF-TOTE.T-02", "T-01")).toEqual([
      { kind: "right-tote", tote: "T-01" },
      { kind: "wrong-tote", tote: "T-02", wanted: "T-01" },
      { kind: "right-tote", tote: "T-01" },
    ]);
    expect(round.drafts).toHaveLength(1);
  });

  it("of a bin's plain name counts as the bin, and an item's code comes before it", () => {
    const round = new Round();
    expect(round.scan("A-2")).toEqual({ kind: "at-bin", bin: "A-2" });
    expect(round.scan("TEA")).toMatchObject({ kind: "wrong-item", sku: "TEA" });
  });

  it("short notes what is missing of this stop, at its bin only", () => {
    const round = new Round();
    expect(round.scan("HF-CMD.SHORT")).toEqual({ kind: "bin-first", bin: "A-2" });
    round.scans("HF-BIN.A-2", bowl);
    expect(round.scan("HF-CMD.SHORT")).toEqual({ kind: "shorted", sku: "BOWL", name: "Oak bowl", quantity: 1 });
    expect(round.list.stops[0]).toMatchObject({ picked: 1, short: 1 });
  });

  it("undo takes the last pick back, then the one before, then says that nothing is left", () => {
    const round = new Round();
    round.scans("HF-BIN.A-2", "HF-CMD.QTY.2", bowl, bowl, "HF-BIN.B-1");
    expect(kinds(round.scans("HF-CMD.UNDO", "HF-CMD.UNDO", "HF-CMD.UNDO"))).toEqual([
      "taken-back",
      "taken-back",
      "not-now",
    ]);
    expect(pickedUnits(round.list)).toBe(0);
    expect(round.list.atBin).toBe("A-2");
  });

  it("undo is refused for an order that is on a bench", () => {
    const round = new Round({ benched: ["o1"] });
    round.scans("HF-BIN.A-2", bowl);
    expect(round.scan("HF-CMD.UNDO")).toEqual({ kind: "not-now", command: "UNDO", reason: "at-the-bench" });
    expect(pickedUnits(round.list)).toBe(1);
  });

  it("on a closed list changes nothing", () => {
    const round = new Round();
    round.scans("HF-BIN.A-2", bowl);
    round.drafts.push(draft("pick/l1", "pick.closed", { listId: "l1", freed: [] }));
    const before = round.drafts.length;
    expect(kinds(round.scans(bowl, "HF-CMD.UNDO", "HF-CMD.SHORT", "HF-BIN.B-1", towel))).toEqual(
      Array.from({ length: 5 }, () => "list-done"),
    );
    expect(round.drafts).toHaveLength(before);
  });

  it.each(["HF-CMD.CLOSE", "HF-CMD.BOX.NEW", "HF-CMD.PRINT.AGAIN", "HF-CMD.HELP", "HF-USR.23456789ABC"])(
    "%s has no place here and says so",
    (text) => {
      const round = new Round();
      expect(round.scan(text).kind).toBe("not-now");
      expect(round.drafts).toHaveLength(1);
    },
  );

  it("moves the count only with a green answer, never past what is wanted, and always answers in the agreed shape", () => {
    const text = fc.constantFrom(
      ...["HF-BIN.A-2", "HF-BIN.B-1", "HF-BIN.C-9", bowl, bowl, bowl, towel, "TEA", "HF-CMD.UNDO", "HF-CMD.SHORT"],
      ...["HF-CMD.QTY.2", "HF-CMD.CLEAR", "HF-CMD.PARK", "HF-TOTE.T-01", "HF-ORD.#1", "00095212340000000013", "???"],
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), (texts) => {
        const round = new Round();
        for (const each of texts) {
          const before = pickedUnits(round.list);
          const wanted = round.quantity;
          const verdict = round.scan(each);
          expect(pickVerdictSchema.safeParse(verdict).success).toBe(true);
          const change = pickedUnits(round.list) - before;
          if (["picked", "stop-done"].includes(verdict.kind)) expect(change).toBe(wanted);
          else if (verdict.kind === "list-done") expect([0, wanted]).toContain(change);
          else if (verdict.kind === "taken-back") expect(change).toBeLessThan(0);
          else expect(change).toBe(0);
          for (const { picked, short, quantity } of round.list.stops) {
            expect(Math.min(picked, short)).toBeGreaterThanOrEqual(0);
            expect(picked + short).toBeLessThanOrEqual(quantity);
          }
        }
      }),
      { numRuns: runs(100) },
    );
  });
});
