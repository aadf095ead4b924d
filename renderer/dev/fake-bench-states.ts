import type { BenchState, BoxLabel, PickState } from "#shared/bridge/types.ts";
import type { PackLine, PackSessionView } from "#shared/packing/pack-session-view.ts";
import type { PackVerdict } from "#shared/packing/verdict.ts";
import type { PickListView, PickStop } from "#shared/picking/pick-list-view.ts";
import type { PickVerdict } from "#shared/picking/verdict.ts";
import { binPlace } from "#shared/stock/places.ts";
import { mainSite } from "#shared/sync/scope.ts";

/** Single moments of the bench and the round, by name: for looking at each and for their tests. */
const lines: readonly PackLine[] = (
  [
    ["85123A", "WHITE HANGING HEART T-LIGHT HOLDER", 6, 6],
    ["71053", "WHITE METAL LANTERN", 6, 6],
    ["84406B", "CREAM CUPID HEARTS COAT HANGER", 8, 4],
    ["84029G", "KNITTED UNION FLAG HOT WATER BOTTLE", 6, 0],
    ["84029E", "RED WOOLLY HOTTIE WHITE HEART.", 6, 0],
    ["22752", "SET 7 BABUSHKA NESTING BOXES", 2, 2],
    ["21730", "GLASS STAR FROSTED T-LIGHT HOLDER", 6, 0],
  ] as const
).map(([sku, name, quantity, packed], index) => ({ lineId: String(index + 1), sku, name, quantity, packed }));

export const fakeSession: PackSessionView = {
  kind: "pack-session",
  sessionId: "session-1",
  orderId: "order-1",
  tote: "T-14",
  user: "person-1",
  startedAt: 0,
  lines,
  boxes: [{ boxId: "box-1", contents: { "1": 6, "2": 6, "3": 4, "6": 2 } }],
  undoable: [{ factId: "fact-1", boxId: "box-1", lineId: "3", sku: "84406B", quantity: 1 }],
  refused: [],
  parcels: [],
  shipped: false,
};

export function benchWith(
  verdict: PackVerdict | null,
  change: Partial<NonNullable<BenchState["session"]>> = {},
  bench: Partial<BenchState> = {},
): BenchState {
  return {
    scale: { kind: "none" },
    judging: false,
    ready: [],
    readyCount: 0,
    halfPacked: [],
    session: {
      view: fakeSession,
      number: "#536365",
      customer: "Fatima Smith-Jones",
      shipTo: "London SW1A 2AA",
      shippingMethod: "Standard",
      holds: [],
      expectedGrams: 17_900,
      labels: [],
      ...change,
    },
    quantity: 1,
    verdict: verdict && { sequence: 1, at: 1, verdict },
    scanner: { kind: "ready", detail: "/dev/ttyUSB0", lastAt: 1_669_912_560_000 },
    printer: { kind: "ready", detail: "192.0.2.7:9100", lastAt: null },
    ...bench,
  };
}

export function idleWith(verdict: PackVerdict | null, bench: Partial<BenchState> = {}): BenchState {
  const totes = [
    ["T-14", "#536365", "Standard", 40],
    ["T-09", "#536366", "Tracked 48", 12],
    ["T-22", "#536385", "Standard", 53],
    ["T-03", "#536416", "Standard", 110],
    ["T-17", "#536368", "Standard", 15],
  ] as const;
  const ready = totes.map(([tote, number, shippingMethod, units], index) => ({
    orderId: `order-${index}`,
    tote,
    number,
    shippingMethod,
    units,
    placedAt: Date.now() - (index > 2 ? 30 : 3) * 3_600_000,
  }));
  const halfPacked = [{ sessionId: "session-9", number: "#536370", tote: "T-05", packed: 212, units: 449 }];
  return benchWith(verdict, {}, { ready, readyCount: 9, halfPacked, session: null, ...bench });
}

const allPacked: PackSessionView = {
  ...fakeSession,
  lines: lines.map((line) => ({ ...line, packed: line.quantity })),
  parcels: [{ parcelId: "parcel-1", boxId: "box-1", sscc: "395212340000000018", bound: false }],
};

function label(change: Partial<BoxLabel>): BoxLabel {
  const job = { jobId: "job-1", state: "sending", words: "", copy: 1 } as const;
  return { parcelId: "parcel-1", sscc: "395212340000000018", bound: false, ...job, ...change };
}

const closedWith = (change: Partial<BoxLabel>, bench: Partial<BenchState> = {}) =>
  benchWith({ kind: "all-packed", units: 40, boxes: 1 }, { view: allPacked, labels: [label(change)] }, bench);

const oven = { sku: "21154", name: "RED RETROSPOT OVEN GLOVE" };
const hanger = { sku: "84406B", name: "CREAM CUPID HEARTS COAT HANGER" };
const lantern = { sku: "71053", name: "WHITE METAL LANTERN" };
const refusedView: PackSessionView = {
  ...fakeSession,
  refused: [{ refusal: "wrong-item", scan: "5012345678900", ...oven }],
};
const hangersDone: PackSessionView = {
  ...fakeSession,
  lines: lines.map((line) => (line.lineId === "3" ? { ...line, packed: 8 } : line)),
};
const twoBoxes: PackSessionView = {
  ...allPacked,
  boxes: [
    { boxId: "box-1", contents: { "1": 6, "2": 6, "3": 8 } },
    { boxId: "box-2", contents: { "4": 6, "5": 6, "6": 2, "7": 6 } },
  ],
  parcels: [
    { parcelId: "parcel-1", boxId: "box-1", sscc: "395212340000000018", bound: true },
    { parcelId: "parcel-2", boxId: "box-2", sscc: "395212340000000025", bound: false },
  ],
};
const manyLines: PackSessionView = {
  ...fakeSession,
  lines: Array.from({ length: 24 }, (_, index) => ({
    lineId: String(index + 1),
    sku: `2${1000 + index}`,
    name: `${lines[index % lines.length]?.name ?? ""} ${index + 1}`,
    quantity: 12 + index * 9,
    packed: index < 9 ? 12 + index * 9 : index === 9 ? 17 : 0,
  })),
  undoable: [{ factId: "fact-1", boxId: "box-1", lineId: "10", sku: "21009", quantity: 1 }],
};

export const fakeBenches: Readonly<Record<string, () => BenchState>> = {
  idle: () => idleWith(null),
  "idle-trouble": () =>
    idleWith(null, {
      scanner: { kind: "trouble", words: "The scanner at /dev/ttyUSB0 is gone. Plug it in again." },
      printer: {
        kind: "trouble",
        words: "The printer does not answer. Check that it is on and connected, then print again.",
      },
    }),
  "idle-none": () =>
    idleWith(null, { ready: [], readyCount: 0, halfPacked: [], scanner: { kind: "none" }, printer: { kind: "none" } }),
  "not-ready": () => idleWith({ kind: "not-ready", number: "#536391", stage: "picking" }),
  "unknown-idle": () => idleWith({ kind: "unknown-code", text: "5012345678900" }),
  "held-idle": () => idleWith({ kind: "on-hold", types: ["PAYMENT"], reason: "The card payment was refused" }),
  opened: () => benchWith({ kind: "opened", resumed: true }),
  packing: () => benchWith(null),
  "packing-many": () => benchWith(null, { view: manyLines }),
  quantity: () => benchWith({ kind: "quantity-set", quantity: 4 }, {}, { quantity: 4 }),
  "taken-back": () => benchWith({ kind: "taken-back", ...hanger }),
  "not-now": () => benchWith({ kind: "not-now", command: "CLOSE", reason: "not-all-verified" }),
  right: () => benchWith({ kind: "right", ...hanger, packed: 4, quantity: 8 }),
  ok: () => benchWith({ kind: "line-done", ...hanger, quantity: 8 }, { view: hangersDone }),
  wrong: () => benchWith({ kind: "wrong-item", ...oven }, { view: refusedView }),
  extra: () => benchWith({ kind: "one-too-many", ...lantern, quantity: 6, scanned: 7 }, { view: refusedView }),
  unknown: () => benchWith({ kind: "unknown-code", text: "5012345678900" }, { view: refusedView }),
  held: () =>
    benchWith({ kind: "on-hold", types: ["PAYMENT"], reason: "The card payment was refused" }, { holds: ["PAYMENT"] }),
  cancelled: () => benchWith({ kind: "order-cancelled", number: "#536365" }),
  "wrong-order": () => benchWith({ kind: "wrong-order", number: "T-09" }),
  "wrong-label": () =>
    benchWith(
      { kind: "wrong-label", text: "395212340000000094" },
      { view: allPacked, labels: [label({ state: "sent" })] },
    ),
  "label-refused": () =>
    benchWith(
      {
        kind: "label-refused",
        reason:
          "The label cannot show “東” (U+6771) in the delivery address. Write it in other letters, then print again.",
      },
      { view: { ...allPacked, parcels: [] } },
    ),
  unclosed: () => benchWith({ kind: "cleared" }, { view: { ...allPacked, parcels: [] } }),
  unreadable: () => benchWith({ kind: "unreadable" }),
  "not-saved": () => benchWith({ kind: "not-saved", reason: "The disk is full." }),
  "all-packed": () => closedWith({}),
  printed: () => closedWith({ state: "sent" }),
  failed: () =>
    closedWith({
      state: "failed",
      words: "The printer does not answer. Check that it is on and connected, then print again.",
    }),
  doubt: () => closedWith({ state: "unknown", words: "Holdfast stopped while it was being sent." }),
  "no-printer": () => closedWith({ state: "queued" }, { printer: { kind: "none" } }),
  "two-boxes": () =>
    benchWith(
      { kind: "all-packed", units: 40, boxes: 2 },
      {
        view: twoBoxes,
        labels: [
          label({ bound: true, state: "confirmed" }),
          label({ parcelId: "parcel-2", jobId: "job-2", state: "sent" }),
        ],
      },
    ),
  bound: () =>
    benchWith(
      { kind: "label-bound", shipped: false, left: 1 },
      {
        view: twoBoxes,
        labels: [
          label({ bound: true, state: "confirmed" }),
          label({ parcelId: "parcel-2", jobId: "job-2", state: "sent" }),
        ],
      },
    ),
  shipped: () =>
    benchWith(
      { kind: "label-bound", shipped: true, left: 0 },
      { view: { ...allPacked, shipped: true }, labels: [label({ bound: true, state: "confirmed" })] },
    ),
};

const stops: readonly PickStop[] = (
  [
    ["A-28-3", "84029E", "RED WOOLLY HOTTIE WHITE HEART.", "T-14", 6, 6, 0],
    ["B-5-2", "22960", "JAM MAKING SET WITH JARS", "T-15", 4, 3, 1],
    ["B-16-4", "21730", "GLASS STAR FROSTED T-LIGHT HOLDER", "T-14", 6, 2, 0],
    ["B-28-4", "84029G", "KNITTED UNION FLAG HOT WATER BOTTLE", "T-14", 6, 0, 0],
    ["C-24-1", "22752", "SET 7 BABUSHKA NESTING BOXES", "T-14", 2, 0, 0],
    ["C-28-1", "22622", "SET 3 WICKER OVAL BASKETS W LIDS", "T-16", 1, 0, 0],
    ["E-19-1", "71053", "WHITE METAL LANTERN", "T-14", 6, 0, 0],
    ["E-30-3", "85123A", "WHITE HANGING HEART T-LIGHT HOLDER", "T-14", 6, 0, 0],
    ["F-11-2", "84406B", "CREAM CUPID HEARTS COAT HANGER", "T-15", 8, 0, 0],
  ] as const
).map(([bin, sku, name, tote, quantity, picked, short], index) => ({
  stopId: String(index + 1),
  bin,
  place: binPlace(mainSite, bin),
  sku,
  name,
  orderId: `order-${tote}`,
  lineId: "1",
  tote,
  quantity,
  picked,
  short,
}));

export const fakeList: PickListView = {
  kind: "pick-list",
  listId: "list-31",
  number: 31,
  user: "person-1",
  orders: [
    { orderId: "order-T-14", number: "#536365", tote: "T-14" },
    { orderId: "order-T-15", number: "#536366", tote: "T-15" },
    { orderId: "order-T-16", number: "#536368", tote: "T-16" },
  ],
  stops,
  atBin: "B-16-4",
  undoable: [{ factId: "fact-1", stopId: "3", quantity: 1 }],
  closed: false,
};

export function roundWith(
  verdict: PickVerdict | null,
  list: Partial<PickListView> = {},
  change: Partial<PickState> = {},
): PickState {
  return {
    judging: false,
    list: { ...fakeList, ...list },
    inBin: 18,
    verdict: verdict && { sequence: 1, at: 1, verdict },
    quantity: 1,
    ...change,
  };
}

const star = { sku: "21730", name: "GLASS STAR FROSTED T-LIGHT HOLDER" };
const allPicked = stops.map((stop) => ({ ...stop, picked: stop.quantity - stop.short }));

export const fakeRounds: Readonly<Record<string, () => PickState>> = {
  "go-to-bin": () =>
    roundWith(null, { atBin: "", stops: stops.map((stop) => (stop.stopId === "3" ? { ...stop, picked: 0 } : stop)) }),
  "at-bin": () => roundWith(null),
  "right-bin": () => roundWith({ kind: "at-bin", bin: "B-16-4" }),
  picked: () => roundWith({ kind: "picked", ...star, picked: 2, quantity: 6 }),
  "stop-done": () => roundWith({ kind: "stop-done", ...star, next: "B-28-4" }),
  "list-done": () => roundWith({ kind: "list-done", number: 31, units: 44 }, { stops: allPicked }),
  "list-closed": () => roundWith(null, { closed: true }),
  "right-tote": () => roundWith({ kind: "right-tote", tote: "T-14" }),
  shorted: () => roundWith({ kind: "shorted", ...star, quantity: 4 }),
  "pick-taken-back": () => roundWith({ kind: "taken-back", ...star }),
  "wrong-bin": () => roundWith({ kind: "wrong-bin", bin: "B-16-5", wanted: "B-16-4" }),
  "wrong-tote": () => roundWith({ kind: "wrong-tote", tote: "T-15", wanted: "T-14" }),
  "bin-first": () => roundWith({ kind: "bin-first", bin: "B-16-4" }, { atBin: "" }),
  "pick-wrong-item": () => roundWith({ kind: "wrong-item", ...oven, wanted: star.name }),
  "pick-too-many": () => roundWith({ kind: "one-too-many", ...star, quantity: 6, scanned: 7 }),
  "pick-unknown": () => roundWith({ kind: "unknown-code", text: "5012345678900" }),
  "order-stopped": () =>
    roundWith({ kind: "order-stopped", number: "#536365", reason: "The card payment was refused" }),
};
