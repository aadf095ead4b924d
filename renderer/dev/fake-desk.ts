import type { BridgeReply } from "#shared/bridge/contract.ts";
import type { PersonRow, StationState } from "#shared/bridge/types.ts";
import { fakeBackups } from "./fake-care.ts";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { ok, type Result } from "#shared/kernel/result.ts";
import {
  decideCancel,
  decideHold,
  decideLiftHolds,
  decidePayment,
  decideRelease,
  type OrderRefusal,
} from "#shared/orders/decide-orders.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { placeOrder } from "#shared/orders/place-order.ts";
import { stageOf } from "#shared/orders/order-standing.ts";
import { firstSettings } from "#shared/people/station-view.ts";
import { mainSite } from "#shared/sync/scope.ts";
import { refuse, type FakeBridge } from "./fake-bridge.ts";
import type { FakeLog } from "./fake-log.ts";
import { customersOf, itemRow, itemsOf, orderCounts, orderDetail, orderRow, ordersOf } from "./fake-rows.ts";

const people: PersonRow[] = [
  { personId: "person-1", name: "Mira Holt", roles: ["lead", "clerk", "packer"], badge: "HF-USR.7K2M9Q4T" },
  { personId: "person-2", name: "Jonas Väisänen", roles: ["packer"], badge: "HF-USR.C4XR81PD" },
  { personId: "person-3", name: "Adaeze Okafor", roles: ["clerk"], badge: "HF-USR.WM35T0ZE" },
];

export function readyStation(signedIn = true): Extract<StationState, { phase: "ready" }> {
  const shipFrom = {
    ...firstSettings.shipFrom,
    name: "Harbour Gifts",
    lines: ["Unit 4, Wharf Approach"],
    city: "Leeds",
    postcode: "LS1 4GT",
    country: "GB",
  };
  return {
    phase: "ready",
    station: { stationId: "station-a", name: "Order desk 1", letters: "A", demo: true },
    settings: { ...firstSettings, shipFrom, printerHost: "192.0.2.7", scannerPath: "/dev/ttyUSB0" },
    wedgeGapMs: null,
    person: signedIn
      ? { personId: "person-1", name: "Mira Holt", roles: ["lead", "clerk", "packer"], method: "badge" }
      : null,
  };
}

/** Orders, goods, customers and people, decided by the real rules over a log in memory. */
export function answerDesk(bridge: FakeBridge, log: FakeLog, first: StationState): void {
  let state = first;
  let ordersPlaced = 411;
  let tries = 0;
  const setState = (next: StationState) => {
    state = next;
    bridge.emit("station", next);
    return ok(next);
  };
  const append = (drafts: readonly Draft[]) => {
    log.append(drafts, { user: "person-1", at: Date.now() });
    bridge.changed("orders", "items", "customers", "parcels");
  };
  /** The reply of a call that acts on one order. */
  const act = (
    orderId: string,
    decide: (order: OrderView) => Result<readonly Draft[], OrderRefusal>,
  ): BridgeReply<"orders.hold"> => {
    const order = log.get("orders", orderId);
    if (!order) return refuse("order-unknown");
    const decided = decide(order);
    if (!decided.ok) return refuse(decided.error);
    append(decided.value);
    return ok(null);
  };
  const release = (order: OrderView): Result<{ released: number; backordered: number }, OrderRefusal> => {
    const decided = decideRelease(order, (sku) => log.get("stock", sku), { station: "station-a", site: mainSite });
    if (!decided.ok) return decided;
    append(decided.value);
    const stage = stageOf(log.get("orders", order.orderId) ?? order);
    return ok({ released: stage === "released" ? 1 : 0, backordered: stage === "backordered" ? 1 : 0 });
  };

  bridge.answer({
    "station.state": () => ok(state),
    "station.begin": ({ stationName, letters, personName, mode }) => {
      const ready = readyStation();
      const station = { ...ready.station, name: stationName, letters, demo: mode === "demo" };
      const person = { personId: "person-1", name: personName, roles: ready.person?.roles ?? [] };
      return setState({ ...ready, station, person: { ...person, method: "first-run" } });
    },
    "station.configure": ({ settings }) =>
      state.phase === "ready" ? setState({ ...state, settings }) : refuse("not-signed-in"),
    "station.diagnostics": () =>
      ok({
        version: "0.1.0",
        storePath: "/home/desk/.config/holdfast/store.sqlite",
        driver: "photostructure",
        facts: log.count(),
        storeBytes: 4_812_800,
        walBytes: 220_392,
        walTrouble: "",
        stubs: 0,
        slowest: [
          {
            sql: "SELECT * FROM order_rows ORDER BY placed_at DESC, order_id DESC LIMIT ?",
            slowestMs: 4.2,
            averageMs: 0.8,
            runs: 91,
          },
          { sql: "COMMIT", slowestMs: 3.1, averageMs: 0.61, runs: 4321 },
        ],
        backups: fakeBackups,
        backupPath: "/home/desk/.config/holdfast/store/backups",
      }),
    "people.list": () => ok(people),
    "people.add": ({ name, roles }) => {
      const personId = `person-${people.length + 1}`;
      const person = { personId, name, roles, badge: `HF-USR.NEW${people.length}X7Q2` };
      people.push(person);
      bridge.changed("people");
      return ok(person);
    },
    "people.signIn": ({ personId, pin }) => {
      if (tries >= 5) return refuse("too-many-tries");
      tries += 1;
      const person = people.find((each) => each.personId === personId);
      if (!person) return refuse("person-unknown");
      if (pin !== "1234") return refuse("pin-wrong");
      tries = 0;
      const { badge: _badge, ...signedIn } = person;
      return setState({ ...readyStation(), person: { ...signedIn, method: "pin" } });
    },
    "people.signOut": () => setState(readyStation(false)),

    "orders.page": ({ stage, search, after, limit }) => {
      const from = after === null ? 0 : Number(after);
      const orders = ordersOf(log, stage, search);
      const rows = orders.slice(from, from + limit).map(orderRow);
      return ok({ rows, next: from + limit < orders.length ? String(from + limit) : null });
    },
    "orders.counts": () => ok(orderCounts(log)),
    "orders.get": ({ orderId }) => {
      const order = log.get("orders", orderId);
      return order ? ok(orderDetail(log, order)) : refuse("order-unknown");
    },
    "orders.place": ({ orderId, draft: typed }) => {
      const placedBefore = log.get("orders", orderId);
      if (placedBefore) return ok({ orderId, number: placedBefore.number });
      ordersPlaced += 1;
      const number = `A-${String(ordersPlaced).padStart(4, "0")}`;
      const placed = placeOrder(typed, {
        number,
        placedAt: Date.now(),
        tenderId: "1",
        currency: "GBP",
        itemOf: (sku) => log.get("items", sku),
      });
      if (!placed.ok) {
        const { error } = placed;
        return refuse(error.code, "sku" in error ? error.sku : "field" in error ? error.field : "");
      }
      append([draft(`order/${orderId}`, "order.placed", { orderId, content: placed.value })]);
      return ok({ orderId, number });
    },
    "orders.release": ({ orderIds }) => {
      const total = { released: 0, backordered: 0, refused: [] as { number: string; code: OrderRefusal }[] };
      for (const orderId of orderIds) {
        const order = log.get("orders", orderId);
        if (!order) continue;
        const result = release(order);
        if (!result.ok) total.refused.push({ number: order.number, code: result.error });
        else {
          total.released += result.value.released;
          total.backordered += result.value.backordered;
        }
      }
      return ok(total);
    },
    "orders.releaseAll": () => {
      const total = { released: 0, backordered: 0 };
      for (const order of ordersOf(log, "to-release", "").toReversed()) {
        const result = release(order);
        if (!result.ok) continue;
        total.released += result.value.released;
        total.backordered += result.value.backordered;
      }
      return ok(total);
    },
    "orders.hold": ({ orderId, type, reason }) =>
      act(orderId, (order) => decideHold(order, { holdId: `hold-${log.count()}`, type, reason })),
    "orders.liftHolds": ({ orderId, holdIds, reason }) =>
      act(orderId, (order) => decideLiftHolds(order, { holdIds, reason, by: { roles: ["lead"] } })),
    "orders.cancel": ({ orderId, reason }) =>
      act(orderId, (order) =>
        decideCancel(
          order,
          { by: "merchant", at: Date.now(), reason },
          { station: "station-a", askId: `ask-${log.count()}` },
        ),
      ),
    "orders.recordPayment": ({ orderId, method, reference }) =>
      act(orderId, (order) => {
        const amountMinor = order.totals.totalMinor;
        const tenderId = order.tenders[0]?.tenderId ?? "1";
        return decidePayment(order, { tenderId, method, reference, state: "captured", amountMinor, refundedMinor: 0 });
      }),

    "items.search": ({ search, after, limit }) => ok(sliceOf(itemsOf(log, search), after, limit)),
    "items.byCode": ({ code }) => {
      const item = log.all("items").find((each) => each.sku === code || each.barcode === code);
      return ok(item ? itemRow(log, item) : null);
    },
    "items.page": ({ search, after, limit }) => {
      const items = itemsOf(log, search);
      return ok({ ...sliceOf(items, after, limit), total: items.length });
    },
    "customers.search": ({ search, after, limit }) => ok(sliceOf(customersOf(log, search), after, limit)),
    "scans.route": () => ok(null),
    "window.keepTheme": () => ok(null),
    "scans.submit": () => ok(null),
    "documents.saveLabel": () => ok({ path: "/home/desk/label.pdf" }),
    "documents.savePackingSlip": () => ok({ path: "/home/desk/packing-slip.pdf" }),
  });
}

function sliceOf<Row>(rows: readonly Row[], after: string | null | undefined, limit: number) {
  const from = Number(after ?? 0);
  return { rows: rows.slice(from, from + limit), next: from + limit < rows.length ? String(from + limit) : null };
}
