import type { BenchState, BoxLabel, DeviceState, ShownVerdict } from "#shared/bridge/types.ts";
import { ok } from "#shared/kernel/result.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { decideOpen } from "#shared/packing/decide-open.ts";
import { decidePackScan } from "#shared/packing/decide-scan.ts";
import {
  expectedUnits,
  isAllVerified,
  isSessionOpen,
  packedUnits,
  type PackSessionView,
} from "#shared/packing/pack-session-view.ts";
import type { PackVerdict } from "#shared/packing/verdict.ts";
import type { Scan } from "#shared/scanning/scan.ts";
import type { LabelMaker } from "../adapters/labels/label-maker.ts";
import type { Act } from "../store/fact-log.ts";
import { itemByCode } from "../store/item-list.ts";
import { ordersByNumber } from "../store/order-list.ts";
import { orderInTote, ordersBySite, pickedAt, singleUnitOrderPicked } from "../store/order-sites.ts";
import { jobIdsOfParcel, openWork } from "../store/work-list.ts";
import type { ScaleStanding } from "#shared/weighing/scale-watch.ts";
import { BenchScale } from "./bench-scale.ts";
import type { ScanSource } from "./input-devices.ts";
import { notSavedWords } from "./not-saved.ts";
import { contentsGrams } from "./packing-labels.ts";
import { actAsPerson, hereOf, may, refuse, type Reply, type StationContext } from "./station-context.ts";

const shownReady = 30;
/** Screens, section 2: *saving* is shown only if the commit takes longer than this. */
const slowAfterMs = 100;

/** What a command came to stands beside a refusal and does not end it (screens, section 1). */
const commandOutcomes: ReadonlySet<PackVerdict["kind"]> = new Set([
  "taken-back",
  "box-opened",
  "quantity-set",
  "printing-again",
  "not-now",
]);
/** With these the work goes on; all other verdicts are refusals. */
const goOn: ReadonlySet<PackVerdict["kind"]> = new Set([
  "opened",
  "right",
  "line-done",
  "all-packed",
  "weigh",
  "weighed",
  "label-bound",
  "cleared",
  "parked",
]);

export interface BenchDevices {
  readonly scanner: DeviceState;
  readonly printer: DeviceState;
  readonly scale: ScaleStanding;
}

/** The pack bench of this station: the session on it, and the answer to the last scan. */
export class Bench {
  readonly #context: StationContext;
  readonly #labels: () => Promise<LabelMaker>;
  readonly #devices: () => BenchDevices;
  readonly #weightTaken: () => void;
  readonly #scale: BenchScale;
  readonly #printAgain: (parcelId: string) => Promise<{ readonly copy: number } | undefined>;
  readonly #answerPrint: (jobId: string, printed: boolean) => Promise<boolean>;
  #sessionId = "";
  #quantity = 1;
  #verdict: ShownVerdict<PackVerdict> | null = null;
  #sequence = 0;
  #shownHolds = "";
  /** A refusal is on the screen, over whatever else the bench would show. */
  #isRefused = false;
  #judging = false;
  #isWeighing = false;

  constructor(
    context: StationContext,
    parts: {
      readonly labels: () => Promise<LabelMaker>;
      readonly devices: () => BenchDevices;
      /** The weight on the scale belongs to a box now. */
      readonly weightTaken: () => void;
      readonly printAgain: (parcelId: string) => Promise<{ readonly copy: number } | undefined>;
      /** False where the job is not in doubt. */
      readonly answerPrint: (jobId: string, printed: boolean) => Promise<boolean>;
    },
  ) {
    this.#context = context;
    this.#labels = parts.labels;
    this.#devices = parts.devices;
    this.#weightTaken = parts.weightTaken;
    this.#scale = new BenchScale(context, () => parts.devices().scale);
    this.#printAgain = parts.printAgain;
    this.#answerPrint = parts.answerPrint;
  }

  state(): BenchState {
    const session = this.#session(this.#sessionId);
    const order = session && this.#context.log.read("orders", session.orderId);
    const devices = this.#devices();
    return {
      judging: this.#judging,
      ...(session ? { ready: [], readyCount: 0 } : this.#ready()),
      halfPacked: session ? [] : this.#halfPacked(),
      session: session && order ? this.#sessionState(session, order) : null,
      quantity: this.#quantity,
      verdict: this.#verdict,
      scanner: devices.scanner,
      printer: devices.printer,
      scale: devices.scale,
    };
  }

  async resume(sessionId: string): Reply<BenchState, "session-unknown"> {
    const session = this.#session(sessionId);
    if (!session || !isSessionOpen(session)) return refuse("session-unknown");
    this.#sessionId = sessionId;
    this.#quantity = 1;
    this.#verdict = null;
    this.#isRefused = false;
    return ok(this.state());
  }

  /** Tells the screen where things stand, after a print or a hold changed under it. */
  refresh(): void {
    this.#context.emit("bench", this.state());
  }

  /** The order on the bench may have been held or freed at the desk; that needs no scan to be seen. */
  ordersChanged(): void {
    const holds = this.#holds();
    if (holds === this.#shownHolds) return;
    this.#shownHolds = holds;
    this.refresh();
  }

  /** Which holds the order on the bench has; empty where nothing is on it. */
  #holds(): string {
    const session = this.#session(this.#sessionId);
    const order = session && this.#context.log.read("orders", session.orderId);
    return order?.holds.map((hold) => hold.holdId).join(" ") ?? "";
  }

  unreadable(source?: ScanSource): void {
    this.#say({ kind: "unreadable" }, this.#quantity, source);
  }

  /** Judges a scan inside the write; the verdict goes out only when its facts are on disk (law 1). */
  async scan(scan: Scan, source?: ScanSource): Promise<void> {
    const before = this.#sessionId;
    let verdict: PackVerdict;
    const slow = setTimeout(() => {
      this.#judging = true;
      this.refresh();
    }, slowAfterMs);
    try {
      if (scan.kind === "command" && scan.command === "PRINT.AGAIN") {
        verdict = await this.#again();
      } else if (scan.kind === "command" && (scan.command === "YES" || scan.command === "NO")) {
        verdict = await this.#answer(scan.command);
      } else {
        const labels = await this.#labels();
        const answer = await actAsPerson(this.#context, (act) => this.#judge(act, scan, labels), source?.personId);
        verdict = answer.verdict;
        this.#sessionId = answer.sessionId;
        if (answer.tookWeight) this.#weightTaken();
      }
    } catch (problem) {
      verdict = { kind: "not-saved", reason: notSavedWords(problem) };
    } finally {
      clearTimeout(slow);
      this.#judging = false;
    }
    if (verdict.kind === "parked") this.#sessionId = "";
    const quantity = verdict.kind === "quantity-set" ? verdict.quantity : 1;
    // A shipped box stays in view with its verdict until the next order is scanned.
    this.#say(verdict, before === this.#sessionId ? quantity : 1, source);
  }

  /** The scale says something new. A box that waits for its weight gets it by being put there; nothing is pressed. */
  async scaleChanged(): Promise<void> {
    const session = this.#session(this.#sessionId);
    if (!session || session.parcels.length > 0) return;
    this.refresh();
    if (this.#devices().scale.kind !== "ready" || !isAllVerified(session) || this.#isWeighing) return;
    this.#isWeighing = true;
    try {
      const labels = await this.#labels();
      const { sessionId } = session;
      const weighed = await actAsPerson(this.#context, (act) => this.#scale.weigh(act, labels, sessionId));
      if (!weighed?.took) return;
      this.#weightTaken();
      this.#say(weighed.verdict, 1);
    } catch (problem) {
      this.#say({ kind: "not-saved", reason: problem instanceof Error ? problem.message : String(problem) }, 1);
    } finally {
      this.#isWeighing = false;
    }
  }

  async acceptWeight(reason: string): Reply<null, "role-missing" | "no-weight"> {
    if (!may(this.#context, "pack.weighed", { overrideReason: reason })) return refuse("role-missing");
    const labels = await this.#labels();
    const sessionId = this.#sessionId;
    const verdict = await actAsPerson(this.#context, (act) => this.#scale.accept(act, labels, sessionId, reason));
    if (!verdict) return refuse("no-weight");
    this.#scale.settle();
    this.#say(verdict, 1);
    return ok(null);
  }

  #judge(act: Act, scan: Scan, labels: LabelMaker): { verdict: PackVerdict; sessionId: string; tookWeight?: boolean } {
    const session = act.read("work", this.#sessionId);
    const open = session?.kind === "pack-session" && isSessionOpen(session) ? session : undefined;
    const order = open && act.read("orders", open.orderId);
    if (!open || !order) return this.#openWith(act, scan);
    const { close, ...weighing } = this.#scale.weighing(act, labels, { order, session: open });
    const decision = decidePackScan(
      {
        weighing,
        close,
        session: open,
        order,
        station: act.station,
        quantity: this.#quantity,
        itemOf: (code) => itemByCode(this.#context.statements, code),
        jobIdsOf: (parcelId) => jobIdsOfParcel(this.#context.statements, parcelId),
        newId: () => act.newId(),
      },
      scan,
    );
    act.append(decision.drafts);
    const after = act.read("work", open.sessionId);
    if (decision.tookWeight === true && after?.kind === "pack-session") this.#scale.remember(decision.verdict, after);
    return { verdict: decision.verdict, sessionId: this.#sessionId, tookWeight: decision.tookWeight === true };
  }

  /** Nothing on the bench: the scan names an order, a tote, or the one item of an order. */
  #openWith(act: Act, scan: Scan): { verdict: PackVerdict; sessionId: string } {
    const none = (verdict: PackVerdict) => ({ verdict, sessionId: "" });
    if (scan.kind === "command") {
      if (scan.command === "CLEAR") return none({ kind: "cleared" });
      return none({ kind: "not-now", command: scan.command, reason: "no-order" });
    }
    if (scan.kind === "quantity") return none({ kind: "not-now", command: "QTY", reason: "no-order" });
    const orderId = this.#orderFor(scan);
    const order = orderId === undefined ? undefined : act.read("orders", orderId);
    if (!order) return none({ kind: "unknown-code", text: scan.raw });
    const running = act.read("work", order.sessionId);
    const openSessionId = running?.kind === "pack-session" && isSessionOpen(running) ? running.sessionId : undefined;
    const decision = decideOpen(order, {
      newId: () => act.newId(),
      openSessionId,
      station: act.station,
    });
    act.append(decision.drafts);
    return { verdict: decision.verdict, sessionId: decision.sessionId ?? "" };
  }

  #orderFor(scan: Scan): string | undefined {
    const { statements } = this.#context;
    const { site } = hereOf(this.#context);
    switch (scan.kind) {
      case "order":
        return ordersByNumber(statements, scan.number)[0];
      case "tote":
        return orderInTote(statements, site, scan.tote);
      case "gtin":
        return this.#orderOfOne(scan.gtin);
      case "code":
        return (
          orderInTote(statements, site, scan.text) ??
          ordersByNumber(statements, scan.text)[0] ??
          this.#orderOfOne(scan.text)
        );
      default:
        return undefined;
    }
  }

  /** A picked order of a single unit may be opened by the unit itself. */
  #orderOfOne(code: string): string | undefined {
    const item = itemByCode(this.#context.statements, code);
    if (!item) return undefined;
    return singleUnitOrderPicked(this.#context.statements, hereOf(this.#context).site, item.sku);
  }

  /** "Did this label print?", answered by scanner. A refusal that covers the question is not answered by it. */
  async #answer(command: "YES" | "NO"): Promise<PackVerdict> {
    const parcels = this.#session(this.#sessionId)?.parcels ?? [];
    const labels = parcels.filter((parcel) => !parcel.bound).map((parcel) => this.#label(parcel));
    const doubt = labels.find((label) => label.state === "unknown");
    const isAsked = doubt !== undefined && !this.#isRefused;
    const isAnswered = isAsked && (await this.#answerPrint(doubt.jobId, command === "YES"));
    return isAnswered ? { kind: "cleared" } : { kind: "not-now", command, reason: "no-question" };
  }

  async #again(): Promise<PackVerdict> {
    const parcel = this.#session(this.#sessionId)?.parcels.find((entry) => !entry.bound);
    const printed = parcel && (await this.#printAgain(parcel.parcelId));
    return printed
      ? { kind: "printing-again", copy: printed.copy }
      : { kind: "not-now", command: "PRINT.AGAIN", reason: "no-label" };
  }

  #say(verdict: PackVerdict, quantity: number, source?: ScanSource): void {
    this.#quantity = quantity;
    this.#isRefused = commandOutcomes.has(verdict.kind) ? this.#isRefused : !goOn.has(verdict.kind);
    this.#sequence += 1;
    this.#verdict = { sequence: this.#sequence, at: this.#context.clock(), verdict, scanner: source?.place ?? 0 };
    this.#context.emit("bench", this.state());
  }

  #session(sessionId: string): PackSessionView | undefined {
    const work = sessionId ? this.#context.log.read("work", sessionId) : undefined;
    return work?.kind === "pack-session" ? work : undefined;
  }

  #ready(): Pick<BenchState, "ready" | "readyCount"> {
    const { site } = hereOf(this.#context);
    const rows = pickedAt(this.#context.statements, site, shownReady);
    return {
      ready: rows.map((row) => {
        const order = this.#context.log.read("orders", row.orderId);
        const { orderId, number, tote, placedAt } = row;
        return { orderId, number, tote, placedAt, shippingMethod: order?.shippingMethod ?? "", units: row.doneUnits };
      }),
      readyCount: ordersBySite(this.#context.statements, "picked").find((each) => each.site === site)?.orders ?? 0,
    };
  }

  #halfPacked(): BenchState["halfPacked"] {
    return openWork(this.#context.statements, "pack-session", 20).flatMap((id) => {
      const session = this.#session(id);
      const order = session && this.#context.log.read("orders", session.orderId);
      if (!session || !order) return [];
      const { sessionId, tote } = session;
      return [{ sessionId, tote, number: order.number, packed: packedUnits(session), units: expectedUnits(session) }];
    });
  }

  #sessionState(session: PackSessionView, order: OrderView): NonNullable<BenchState["session"]> {
    const { shipTo } = order;
    return {
      view: session,
      number: order.number,
      customer: shipTo.name || order.customer.name,
      shipTo: [shipTo.city, shipTo.postcode].filter(Boolean).join(" "),
      shippingMethod: order.shippingMethod,
      holds: order.holds.map((hold) => hold.type),
      expectedGrams: contentsGrams(this.#context, session.lines),
      labels: session.parcels.map((parcel) => this.#label(parcel)),
    };
  }

  #label(parcel: PackSessionView["parcels"][number]): BoxLabel {
    const newest = jobIdsOfParcel(this.#context.statements, parcel.parcelId).at(-1);
    const job = newest === undefined ? undefined : this.#context.log.read("printJobs", newest);
    return {
      parcelId: parcel.parcelId,
      sscc: parcel.sscc,
      bound: parcel.bound,
      jobId: job?.jobId ?? "",
      state: job?.state ?? "none",
      words: job?.words ?? "",
      copy: job?.copy ?? 0,
    };
  }
}
