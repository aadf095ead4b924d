import type { BenchState, ShownVerdict } from "#shared/bridge/types.ts";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { ok, type Result } from "#shared/kernel/result.ts";
import { stageOf } from "#shared/orders/order-standing.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { decideOpen } from "#shared/packing/decide-open.ts";
import { decidePackScan } from "#shared/packing/decide-scan.ts";
import { expectedUnits, isSessionOpen, packedUnits, type PackSessionView } from "#shared/packing/pack-session-view.ts";
import type { PackVerdict } from "#shared/packing/verdict.ts";
import type { PrintState } from "#shared/printing/print-job-view.ts";
import type { Scan } from "#shared/scanning/scan.ts";
import { firstTolerance } from "#shared/people/station-view.ts";
import { makeSscc } from "#shared/shipping/sscc.ts";
import { refuse } from "./fake-bridge.ts";
import { itemOf, unitsOf, type FloorParts } from "./fake-floor.ts";

/** What the fake printer does with a label. */
export type FakePrinter = "prints" | "fails" | "in-doubt" | "none";

/** The pack bench and its label printer by the real rules. */
export function fakePack({ bridge, log, act, newId }: FloorParts) {
  let sessionId = "";
  let quantity = 1;
  let sequence = 0;
  let serial = 400;
  let printer: FakePrinter = "prints";
  let verdict: ShownVerdict<PackVerdict> | null = null;
  const sessions = () => log.all("work").filter((work): work is PackSessionView => work.kind === "pack-session");
  const session = () => sessions().find((each) => each.sessionId === sessionId);
  const jobOf = (parcelId: string) => log.all("printJobs").findLast((job) => job.parcelId === parcelId);
  const emit = () => bridge.emit("bench", state());

  const sessionState = (view: PackSessionView, order: OrderView): NonNullable<BenchState["session"]> => ({
    view,
    number: order.number,
    customer: order.shipTo.name,
    shipTo: [order.shipTo.city, order.shipTo.postcode].join(" "),
    shippingMethod: order.shippingMethod,
    holds: order.holds.map((hold) => hold.type),
    expectedGrams: view.lines.reduce(
      (sum, line) => sum + line.quantity * (log.get("items", line.sku)?.weightGrams ?? 0),
      0,
    ),
    labels: view.parcels.map(({ parcelId, sscc, bound }) => {
      const job = jobOf(parcelId);
      const shown: PrintState | "none" = job?.state ?? "none";
      return {
        parcelId,
        sscc,
        bound,
        jobId: job?.jobId ?? "",
        state: shown,
        words: job?.words ?? "",
        copy: job?.copy ?? 0,
      };
    }),
  });
  const state = (): BenchState => {
    const view = session();
    const order = view && log.get("orders", view.orderId);
    const picked = log.all("orders").filter((each) => stageOf(each) === "picked");
    const open = sessions().filter((each) => isSessionOpen(each) && each.sessionId !== sessionId);
    return {
      judging: false,
      ready: picked.map((each) => ({
        orderId: each.orderId,
        number: each.number,
        tote: each.tote,
        shippingMethod: each.shippingMethod,
        units: unitsOf(each),
        placedAt: each.placedAt,
      })),
      readyCount: picked.length,
      halfPacked: open.map((each) => ({
        sessionId: each.sessionId,
        number: log.get("orders", each.orderId)?.number ?? "",
        tote: each.tote,
        packed: packedUnits(each),
        units: expectedUnits(each),
      })),
      session: view && order ? sessionState(view, order) : null,
      quantity,
      verdict,
      scanner: { kind: "ready", detail: "/dev/ttyUSB0", lastAt: Date.now() },
      printer: printer === "none" ? { kind: "none" } : { kind: "ready", detail: "192.0.2.7:9100", lastAt: null },
      scale: { kind: "none" },
    };
  };

  const close =
    (order: OrderView) =>
    (view: PackSessionView): Result<readonly Draft[], string> => {
      const filled = view.boxes.filter((box) => Object.values(box.contents).some((count) => count > 0));
      const parcels = filled.map((box, index) => {
        const sscc = makeSscc({ extensionDigit: 0, companyPrefix: "9521234", serial: (serial += 1) });
        if (!sscc.ok) throw new Error(sscc.error.code);
        const contents = view.lines
          .map(({ lineId, sku }) => ({ lineId, sku, quantity: box.contents[lineId] ?? 0 }))
          .filter((part) => part.quantity > 0);
        return {
          parcelId: newId(),
          boxId: box.boxId,
          sscc: sscc.value,
          index: index + 1,
          of: filled.length,
          weightGrams: 900,
          contents,
        };
      });
      const given = { sessionId: view.sessionId, orderId: order.orderId };
      const prints = parcels.map((parcel) => {
        const jobId = newId();
        const title = `${order.number}, box ${parcel.index}`;
        setTimeout(() => print(jobId), 600 * parcel.index);
        const body = {
          ...given,
          jobId,
          parcelId: parcel.parcelId,
          document: "label",
          title,
          content: "^XA^XZ",
          copy: 1,
          reprintOf: "",
        } as const;
        return draft(`print/${jobId}`, "print.queued", body);
      });
      return ok([draft(`pack/${view.sessionId}`, "pack.closed", { ...given, parcels }), ...prints]);
    };

  /** Queued to sending to its end, each seen for a moment. */
  const print = (jobId: string) => {
    const job = log.get("printJobs", jobId);
    if (!job || printer === "none") return;
    const body = { jobId, orderId: job.orderId, attempt: job.attempt + 1 };
    act([draft(`print/${jobId}`, "print.sending", { ...body, printer: "192.0.2.7" })]);
    emit();
    setTimeout(() => {
      const words = "The printer does not answer. Check that it is on and connected, then print again.";
      const code = "timeout-connecting";
      if (printer === "fails") act([draft(`print/${jobId}`, "print.failed", { ...body, code, words })]);
      else if (printer === "in-doubt") {
        act([
          draft(`print/${jobId}`, "print.unknown", {
            ...body,
            code: "hung",
            words: "The printer took the job and went silent.",
          }),
        ]);
      } else act([draft(`print/${jobId}`, "print.sent", body)]);
      emit();
    }, 900);
  };

  const judge = (scan: Scan): PackVerdict => {
    const view = session();
    const order = view && isSessionOpen(view) ? log.get("orders", view.orderId) : undefined;
    if (view && order) {
      const decision = decidePackScan(
        {
          session: view,
          order,
          station: "station-a",
          quantity,
          itemOf: (code) => itemOf(log, code),
          close: close(order),
          jobIdsOf: (parcelId) => log.all("printJobs").flatMap((job) => (job.parcelId === parcelId ? [job.jobId] : [])),
          newId,
          weighing: { scale: { kind: "none" }, tolerance: firstTolerance, refusedBoxId: "", expectedGrams: () => 0 },
        },
        scan,
      );
      act(decision.drafts);
      return decision.verdict;
    }
    sessionId = "";
    if (scan.kind === "command") {
      return scan.command === "CLEAR"
        ? { kind: "cleared" }
        : { kind: "not-now", command: scan.command, reason: "no-order" };
    }
    const wanted = scan.kind === "tote" ? scan.tote : scan.kind === "order" ? scan.number : scan.raw;
    const next = log
      .all("orders")
      .find((each) => (each.tote === wanted && each.shippedAt === null) || each.number === wanted);
    if (!next) return { kind: "unknown-code", text: scan.raw };
    const open = sessions().find((each) => each.orderId === next.orderId && isSessionOpen(each));
    const decision = decideOpen(next, { newId, openSessionId: open?.sessionId, station: "station-a" });
    act(decision.drafts);
    sessionId = decision.sessionId ?? "";
    return decision.verdict;
  };

  return {
    setPrinter: (next: FakePrinter) => {
      printer = next;
      emit();
    },
    scan: (scan: Scan) => {
      const said = judge(scan);
      if (said.kind === "parked") sessionId = "";
      quantity = said.kind === "quantity-set" ? said.quantity : 1;
      verdict = { sequence: (sequence += 1), at: Date.now(), verdict: said };
      emit();
    },
    calls: {
      "packing.state": () => ok(state()),
      "packing.resume": ({ sessionId: id }: { sessionId: string }) => {
        if (!sessions().some((each) => each.sessionId === id && isSessionOpen(each))) return refuse("session-unknown");
        sessionId = id;
        verdict = null;
        return ok(state());
      },
      "prints.answer": ({ jobId, printed }: { jobId: string; printed: boolean }) => {
        const job = log.get("printJobs", jobId);
        if (job?.state !== "unknown") return refuse("not-in-doubt");
        act([draft(`print/${jobId}`, "print.answered", { jobId, orderId: job.orderId, printed })]);
        emit();
        if (!printed) setTimeout(() => print(jobId), 400);
        return ok(null);
      },
      "prints.retry": ({ jobId }: { jobId: string }) => {
        const job = log.get("printJobs", jobId);
        if (job?.state !== "failed") return refuse("not-failed");
        act([draft(`print/${jobId}`, "print.retried", { jobId, orderId: job.orderId })]);
        emit();
        setTimeout(() => print(jobId), 400);
        return ok(null);
      },
    },
  } as const;
}
