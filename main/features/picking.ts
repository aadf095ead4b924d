import type { ParsedInputOf } from "#shared/bridge/contract.ts";
import type { PickListPage, PickListRow, PickOverview, PickState, ShownVerdict } from "#shared/bridge/types.ts";
import { ok, type Result } from "#shared/kernel/result.ts";
import {
  decideCloseList,
  decideTakeList,
  freeTotes,
  isPickedHere,
  type PickRefusal,
} from "#shared/picking/decide-list.ts";
import { decidePickScan } from "#shared/picking/decide-scan.ts";
import { isInTote } from "#shared/orders/order-standing.ts";
import { currentStop, isListOpen, isStopDone, type PickListView } from "#shared/picking/pick-list-view.ts";
import type { PickVerdict } from "#shared/picking/verdict.ts";
import { siteOf } from "#shared/stock/places.ts";
import type { Scan } from "#shared/scanning/scan.ts";
import type { Act } from "../store/fact-log.ts";
import { itemByCode } from "../store/item-list.ts";
import { ordersBySite, totesInUse } from "../store/order-sites.ts";
import { openWork, workSlice } from "../store/work-list.ts";
import { askToPick, ordersToPick } from "./ask-others.ts";
import type { ScanSource } from "./input-devices.ts";
import { notSavedWords } from "./not-saved.ts";
import { actAsPerson, hereOf, nameOf, refuse, type Reply, settingsOf, type StationContext } from "./station-context.ts";

/** Screens, section 2: *saving* is shown only if the commit takes longer than this. */
const slowAfterMs = 100;

/** The pick round at this station: which list is in hand, and the answer to the last scan. */
export class PickRound {
  readonly #context: StationContext;
  #listId = "";
  #quantity = 1;
  #verdict: ShownVerdict<PickVerdict> | null = null;
  #sequence = 0;
  #judging = false;

  constructor(context: StationContext) {
    this.#context = context;
  }

  overview(): PickOverview {
    const { statements } = this.#context;
    const { site } = hereOf(this.#context);
    const released = ordersBySite(statements, "released");
    const waiting = released.find((each) => each.site === site);
    const open = openWork(statements, "pick-list", -1)
      .flatMap((id) => this.#rowOf(id))
      .filter((list) => list.site === "");
    return {
      openLists: open.length,
      unitsLeft: open.reduce((left, list) => left + list.units - list.unitsPicked, 0),
      waitingOrders: waiting?.orders ?? 0,
      waitingUnits: waiting?.units ?? 0,
      elsewhere: released.filter((each) => each.site !== site),
    };
  }

  /** Open lists first, then those that are done, the newest change first. */
  lists(asked: ParsedInputOf<"picking.lists">): PickListPage {
    const { ids, next } = workSlice(this.#context.statements, "pick-list", asked);
    return { lists: ids.flatMap((id) => this.#rowOf(id)), next };
  }

  #rowOf(listId: string): PickListRow[] {
    const list = this.#read(listId);
    return list ? [this.#row(list)] : [];
  }

  state(): PickState | null {
    const list = this.#read(this.#listId);
    if (!list) return null;
    const stop = currentStop(list);
    const stock = stop && this.#context.log.read("stock", stop.sku);
    return {
      judging: this.#judging,
      list,
      inBin: stop ? (stock?.places[stop.place] ?? 0) : 0,
      verdict: this.#verdict,
      quantity: this.#quantity,
    };
  }

  async take(): Reply<PickState, PickRefusal> {
    const { statements } = this.#context;
    const here = hereOf(this.#context);
    const most = settingsOf(this.#context).ordersPerPickList;
    await askToPick(this.#context, most);
    const taken = await actAsPerson(this.#context, (act): Result<string, PickRefusal> => {
      const read: Act["read"] = (view, id) => act.read(view, id);
      const wanted = { site: here.site, most };
      const orders = ordersToPick(this.#context, read, wanted, (order) => isPickedHere(order, here));
      const totes = freeTotes(totesInUse(statements, here.site));
      const trial = decideTakeList(orders, { listId: "?", number: 1, totes, here });
      if (!trial.ok) return trial;
      const listId = act.newId();
      const decision = decideTakeList(orders, {
        listId,
        number: act.nextNumber("pick-list"),
        totes,
        here,
      });
      if (!decision.ok) return decision;
      act.append(decision.value);
      return ok(listId);
    });
    if (!taken.ok) return refuse(taken.error);
    return this.open(taken.value);
  }

  async open(listId: string): Reply<PickState, PickRefusal> {
    if (!this.#read(listId)) return refuse("list-unknown");
    this.#listId = listId;
    this.#quantity = 1;
    this.#verdict = null;
    const state = this.state();
    return state ? ok(state) : refuse("list-unknown");
  }

  leave(): void {
    this.#listId = "";
    this.#verdict = null;
  }

  async close(listId: string): Reply<null, PickRefusal> {
    const refusal = await actAsPerson(this.#context, (act): PickRefusal | undefined => {
      const list = act.read("work", listId);
      if (list?.kind !== "pick-list") return "list-unknown";
      const decision = decideCloseList(list);
      if (!decision.ok) return decision.error;
      act.append(decision.value);
      return undefined;
    });
    if (refusal) return refuse(refusal);
    if (listId === this.#listId) this.leave();
    return ok(null);
  }

  /** Judges a scan inside the write; the verdict goes out only when its facts are on disk. */
  async scan(scan: Scan, source?: ScanSource): Promise<void> {
    const listId = this.#listId;
    if (!listId) return;
    let quantity = this.#quantity;
    let verdict: PickVerdict;
    const slow = setTimeout(() => {
      this.#judging = true;
      const state = this.state();
      if (state) this.#context.emit("pick", state);
    }, slowAfterMs);
    try {
      verdict = await actAsPerson(
        this.#context,
        (act) => {
          const list = act.read("work", listId);
          if (list?.kind !== "pick-list") return { kind: "unreadable" as const };
          const decision = decidePickScan(
            {
              list,
              quantity,
              itemOf: (code) => itemByCode(this.#context.statements, code),
              stopped: (orderId) => stopped(act, orderId),
              inTote: (orderId) => isInTote(act.read("orders", orderId), listId),
            },
            scan,
          );
          act.append(decision.drafts);
          return decision.verdict;
        },
        source?.personId,
      );
    } catch (problem) {
      verdict = { kind: "not-saved", reason: notSavedWords(problem) };
    } finally {
      clearTimeout(slow);
      this.#judging = false;
    }
    quantity = verdict.kind === "quantity-set" ? verdict.quantity : 1;
    this.#say(verdict, quantity, source);
  }

  unreadable(source?: ScanSource): void {
    if (this.#listId) this.#say({ kind: "unreadable" }, this.#quantity, source);
  }

  #say(verdict: PickVerdict, quantity: number, source: ScanSource | undefined): void {
    this.#quantity = quantity;
    this.#sequence += 1;
    this.#verdict = { sequence: this.#sequence, at: this.#context.clock(), verdict, scanner: source?.place ?? 0 };
    const state = this.state();
    if (state) this.#context.emit("pick", state);
  }

  #read(listId: string): PickListView | undefined {
    const list = listId ? this.#context.log.read("work", listId) : undefined;
    return list?.kind === "pick-list" ? list : undefined;
  }

  #row(list: PickListView): PickListRow {
    const site = siteOf(list.stops[0]?.place ?? "") ?? "";
    return {
      site: site === hereOf(this.#context).site ? "" : site,
      listId: list.listId,
      number: list.number,
      orders: list.orders.map(({ number, tote }) => ({ number, tote })),
      stops: list.stops.length,
      stopsDone: list.stops.filter(isStopDone).length,
      units: list.stops.reduce((sum, stop) => sum + stop.quantity, 0),
      unitsPicked: list.stops.reduce((sum, stop) => sum + stop.picked, 0),
      who: nameOf(this.#context, list.user),
      open: isListOpen(list),
    };
  }
}

function stopped(act: Act, orderId: string): { number: string; reason: string } | undefined {
  const order = act.read("orders", orderId);
  if (!order) return undefined;
  if (order.cancelled) return { number: order.number, reason: order.cancelled.reason };
  if (order.custody.holder !== act.station) return { number: order.number, reason: "Another station works on it now." };
  const [hold] = order.holds;
  return hold && { number: order.number, reason: hold.reason };
}
