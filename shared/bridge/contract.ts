import { z } from "zod";
import { templateKindSchema } from "../shipping/template-kind.ts";
import { orderDraftSchema } from "../orders/order-draft.ts";
import { call, type Call, type commonCodes, id, orderCodes, slice } from "./call.ts";
import { channelCalls } from "./channel-calls.ts";
import { scopeCalls } from "./scope-calls.ts";
import { companyCalls } from "./company-calls.ts";
import { holdTypeSchema } from "../orders/order-content.ts";
import { peopleKinds, roleSchema } from "../facts/kinds/people.ts";
import { connectionSchema, languageSchema, printerSchema } from "../printing/printer.ts";
import { rememberedDeviceSchema } from "../devices/device.ts";
import type { BackupRow, CareState, RescueState, Diagnostics } from "../care/care.ts";
import type { RefusedFact, SentFact, SyncState } from "./sync-types.ts";
import type {
  FoundPrinter,
  PrinterAnswer,
  PrintersState,
  LabelFile,
  PrintPicture,
  PrintPage,
  TemplateState,
} from "./print-types.ts";
import type {
  BenchState,
  ChangeTag,
  CustomerRow,
  DevicesState,
  ImportProgress,
  ItemRow,
  OrderCounts,
  OrderDetail,
  OrderPage,
  OrderRow,
  PersonRow,
  PickListPage,
  PickOverview,
  PickState,
  SetAsidePage,
  StationState,
} from "./types.ts";
import { themeChoices } from "./theme.ts";

/**
 * The one contract between the screens and the main process. Both sides take their types from it; main parses each input
 * with the schema given here before anything else sees it, and every refusal is a code listed with its call.
 */
const nothing = z.object({});
const text = z.string().max(4096);

const setupCodes = ["role-missing", "printer-unknown", "other-station", "cannot-print"] as const;

const pickCodes = ["nothing-to-pick", "totes-used-up", "list-unknown", "list-done"] as const;

/** Address and code as a hub prints them; the fingerprint once a person has compared it. */
const hubToJoin = z.object({
  address: z.string().trim().min(1).max(300),
  code: z.string().trim().min(1).max(100),
  fingerprint: z.string().max(200).nullable(),
});

const joinCodes = [
  "already-joined",
  "not-an-address",
  "no-line",
  "not-a-hub",
  /** Nobody vouches for the hub's certificate; `detail` is its fingerprint, to compare with what the hub prints. */
  "certificate-unknown",
  "wrong-code",
  "expired-code",
  "used-code",
  "too-many-tries",
  "other-company",
  "station-known",
  "station-behind",
  "station-too-old",
  "hub-too-old",
  "hub-busy",
  "hub-refuses",
] as const;

export const contract = {
  "station.state": call<StationState>()(nothing),
  "station.begin": call<StationState>()(
    z.object({
      mode: z.enum(["demo", "empty", "hub"]),
      /** For the mode `hub`. */
      hub: hubToJoin.optional(),
      stationName: z.string().trim().min(1).max(60),
      letters: z.string().regex(/^[A-Z]{1,3}$/),
      personName: z.string().trim().min(1).max(100),
      pin: z.string().regex(/^\d{4,8}$/),
    }),
    ["already-begun", ...joinCodes],
  ),
  "station.configure": call<StationState>()(
    z.object({ settings: peopleKinds["station.configured"].body.shape.settings }),
    ["role-missing"],
  ),
  "station.diagnostics": call<Diagnostics>()(nothing),
  /** How the window looks, from now on and the next time. */
  "window.keepTheme": call<null>()(z.object({ theme: z.enum(themeChoices) })),

  "people.list": call<readonly PersonRow[]>()(nothing),
  "people.add": call<PersonRow>()(
    z.object({
      name: z.string().trim().min(1).max(100),
      pin: z.string().regex(/^\d{4,8}$/),
      roles: z.array(roleSchema).min(1),
    }),
    ["role-missing"],
  ),
  "people.signIn": call<StationState>()(z.object({ personId: id, pin: z.string().max(20) }), [
    "pin-wrong",
    "person-unknown",
    "too-many-tries",
  ]),
  "people.signOut": call<StationState>()(nothing),

  "orders.page": call<OrderPage>()(
    z.object({
      stage: z.string().max(40),
      search: z.string().max(200),
      after: z.string().max(400).nullable(),
      limit: z.int().min(1).max(500),
    }),
  ),
  "orders.counts": call<OrderCounts>()(nothing),
  /** Who waits for a SKU: orders with it for which something is still to be done, the oldest first. */
  "orders.ofSku": call<{
    readonly rows: readonly (OrderRow & { readonly backordered: number })[];
    readonly next: string | null;
  }>()(z.object({ sku: text, after: z.string().max(400).nullable(), limit: z.int().min(1).max(500) })),
  "orders.get": call<OrderDetail>()(z.object({ orderId: id }), ["order-unknown"]),
  "orders.place": call<{ readonly orderId: string; readonly number: string }>()(
    z.object({
      /** Made by the screen with the draft: the same one sent twice places one order. */
      orderId: z.uuid(),
      draft: orderDraftSchema,
    }),
    ["no-lines", "customer-missing", "address-incomplete", "sku-unknown", "currency-mixed", "discount-too-large"],
  ),
  "orders.release": call<{
    readonly released: number;
    readonly backordered: number;
    readonly refused: readonly { readonly number: string; readonly code: (typeof orderCodes)[number] }[];
  }>()(z.object({ orderIds: z.array(id).min(1).max(5000) })),
  /** Every order that can be: in the order they were placed. */
  "orders.releaseAll": call<{ readonly released: number; readonly backordered: number }>()(nothing),
  "orders.hold": call<null>()(z.object({ orderId: id, type: holdTypeSchema, reason: z.string().max(500) }), orderCodes),
  "orders.liftHolds": call<null>()(
    z.object({ orderId: id, holdIds: z.array(id).min(1), reason: z.string().max(500) }),
    orderCodes,
  ),
  "orders.cancel": call<null>()(z.object({ orderId: id, reason: z.string().max(500) }), orderCodes),
  "orders.recordPayment": call<null>()(
    z.object({
      orderId: id,
      method: z.string().max(60),
      reference: z.string().max(200),
      /** Left out: all that is still to pay. */
      amountMinor: z.int().positive().optional(),
    }),
    orderCodes,
  ),

  ...companyCalls,
  ...channelCalls,
  ...scopeCalls,

  "items.search": call<{ readonly rows: readonly ItemRow[]; readonly next: string | null }>()(
    slice.extend({ search: z.string().max(200) }),
  ),
  "items.byCode": call<ItemRow | null>()(z.object({ code: text })),
  "items.page": call<{ readonly rows: readonly ItemRow[]; readonly next: string | null; readonly total: number }>()(
    z.object({ search: z.string().max(200), after: z.string().max(400).nullable(), limit: z.int().min(1).max(500) }),
  ),
  "customers.search": call<{ readonly rows: readonly CustomerRow[]; readonly next: string | null }>()(
    slice.extend({ search: z.string().max(200) }),
  ),

  "picking.overview": call<PickOverview>()(nothing),
  "picking.lists": call<PickListPage>()(slice),
  "picking.take": call<PickState>()(nothing, pickCodes),
  "picking.open": call<PickState>()(z.object({ listId: id }), pickCodes),
  "picking.state": call<PickState | null>()(nothing),
  "picking.close": call<null>()(z.object({ listId: id }), pickCodes),
  "picking.leave": call<null>()(nothing),

  "packing.state": call<BenchState>()(nothing),
  /** Puts an open session back on the bench. */
  /** Lets a weight pass that does not fit what is in the box: a lead says why. */
  "packing.acceptWeight": call<null>()(z.object({ reason: z.string().trim().min(1).max(500) }), [
    "role-missing",
    "no-weight",
  ]),
  "packing.resume": call<BenchState>()(z.object({ sessionId: id }), ["session-unknown"]),

  /** Where scans go: the screen in front says what it is for. */
  "scans.route": call<null>()(z.object({ to: z.enum(["desk", "pick", "pack", "sign-in", "devices"]) })),
  /** A scan typed by hand or by a keyboard-wedge scanner; treated as if a scanner had sent it. */
  "scans.submit": call<null>()(z.object({ text })),

  "imports.choose": call<{ readonly path: string } | null>()(nothing),
  "imports.start": call<ImportProgress>()(
    z.object({ path: z.string().min(1).max(4096), encoding: z.enum(["utf-8", "windows-1252"]) }),
    ["import-running", "not-a-file"],
  ),
  "imports.stop": call<null>()(nothing),
  "imports.state": call<ImportProgress | null>()(nothing),
  "imports.setAside": call<SetAsidePage>()(slice),
  "imports.mend": call<{ readonly outcome: "in" | "still-set-aside" }>()(
    z.object({
      setAsideId: id,
      edits: z
        .array(z.object({ line: z.int().positive(), column: z.string().max(200), value: z.string().max(10_000) }))
        .max(200),
    }),
    ["set-aside-unknown"],
  ),
  "imports.discard": call<null>()(z.object({ setAsideId: id }), ["set-aside-unknown"]),
  "imports.saveSetAside": call<{ readonly path: string } | null>()(nothing),

  "prints.answer": call<null>()(z.object({ jobId: id, printed: z.boolean() }), ["job-unknown", "not-in-doubt"]),
  "prints.retry": call<null>()(z.object({ jobId: id }), ["job-unknown", "not-failed"]),
  "prints.again": call<{ readonly copy: number }>()(z.object({ parcelId: id }), ["job-unknown", "label-waiting"]),
  "prints.test": call<null>()(z.object({ printerId: id.optional() }), ["no-printer"]),
  "printers.state": call<PrintersState>()(nothing),
  /** Takes about three seconds. */
  "printers.find": call<readonly FoundPrinter[]>()(nothing),
  "printers.meet": call<PrinterAnswer>()(z.object({ connection: connectionSchema, language: languageSchema }), [
    "no-answer",
  ]),
  "printers.save": call<{ readonly printerId: string }>()(z.object({ printer: printerSchema }), setupCodes),
  "printers.remove": call<null>()(z.object({ printerId: id }), setupCodes),
  "printers.choose": call<null>()(
    z.object({
      printers: z.object({
        label: z.string().max(100),
        slip: z.string().max(100),
        receipt: z.string().max(100),
        report: z.string().max(100),
      }),
    }),
    setupCodes,
  ),
  "templates.state": call<TemplateState>()(z.object({ kind: templateKindSchema })),
  "templates.makeOwn": call<{ readonly path: string }>()(z.object({ kind: templateKindSchema }), [
    "role-missing",
    "not-written",
  ]),
  /** Drawn from the very bytes the printer gets. */
  "prints.picture": call<PrintPicture>()(z.object({ jobId: id }), ["job-unknown", "no-picture"]),
  "prints.chooseFile": call<{ readonly path: string } | null>()(nothing),
  "prints.readFile": call<LabelFile>()(z.object({ path: z.string().min(1).max(4096) }), ["not-a-file", "not-a-label"]),
  /** A carrier's label: ZPL as it is, byte for byte; a PDF at the printer's dots. */
  "prints.file": call<{ readonly jobId: string }>()(z.object({ path: z.string().min(1).max(4096) }), [
    "not-a-file",
    "not-a-label",
    "no-printer",
  ]),
  "prints.slip": call<{ readonly jobId: string }>()(z.object({ orderId: id }), [
    "order-unknown",
    "label-refused",
    "no-printer",
  ]),
  /** For an order that is handed over at the counter; opens the cash drawer where it was paid in cash. */
  "prints.receipt": call<{ readonly jobId: string }>()(z.object({ orderId: id }), [
    "order-unknown",
    "label-refused",
    "no-printer",
  ]),
  "prints.page": call<PrintPage>()(slice),
  "prints.void": call<null>()(z.object({ jobId: id, reason: z.string().trim().min(1).max(500) }), [
    "job-unknown",
    "too-late",
  ]),
  "prints.move": call<{ readonly moved: "now" | "asked" }>()(z.object({ jobId: id, printerId: id }), [
    "job-unknown",
    "printer-unknown",
    "answer-first",
    "too-late",
  ]),
  /** The same bytes once more, counted as a further copy; `prints.again` is this by the box it is for. */
  "prints.copy": call<{ readonly copy: number }>()(z.object({ jobId: id }), ["job-unknown", "label-waiting"]),

  /** Writes the PDF where the person says; null when they close the dialog. */
  "documents.saveLabel": call<{ readonly path: string } | null>()(z.object({ parcelId: id }), [
    "parcel-unknown",
    "label-refused",
  ]),
  "documents.savePackingSlip": call<{ readonly path: string } | null>()(z.object({ orderId: id }), [
    "order-unknown",
    "label-refused",
  ]),

  "devices.state": call<DevicesState>()(nothing),
  /** Sets a scanner or scale up, or changes how it is. */
  "devices.remember": call<null>()(z.object({ device: rememberedDeviceSchema }), ["role-missing"]),
  "devices.forget": call<null>()(z.object({ deviceId: id }), ["role-missing", "device-unknown"]),
  /** null: forget what was learnt. */
  "devices.teachWedge": call<null>()(z.object({ medianGapMs: z.int().min(1).max(60).nullable() }), ["role-missing"]),
  "devices.setTolerance": call<null>()(
    z.object({ grams: z.int().min(0).max(100_000), percent: z.int().min(0).max(100) }),
    ["role-missing"],
  ),
  /** The scanners' test card, or the barcodes that stand for buttons, as PDF. */
  "documents.saveScannerCard": call<{ readonly path: string } | null>()(
    z.object({ card: z.enum(["test", "commands"]) }),
  ),

  "care.state": call<CareState>()(nothing),
  "care.backUp": call<BackupRow>()(nothing, ["backup-running", "no-room", "store-damaged", "backup-failed"]),
  /** The file by SQLite's own check, and the whole chain. */
  "care.verify": call<CareState>()(nothing, ["verify-running"]),
  /** Everything as JSON lines, where the person says; null when they close the dialog. */
  "care.export": call<{ readonly path: string; readonly facts: number } | null>()(nothing, ["role-missing"]),
  /** Views thrown away and made again; the store is closed and opened for it. */
  "care.rebuild": call<null>()(nothing, ["role-missing"]),
  /** While the store is closed for damage: what it can be replaced with. */
  "care.rescue": call<RescueState>()(nothing, ["store-open"]),
  "care.restore": call<{ readonly phase: "opening" }>()(z.object({ name: z.string().min(1).max(200) }), [
    "store-open",
    "backup-unknown",
    "backup-broken",
  ]),
  /** Goes on with the file as it is; only where the log of its last writes is gone. */
  "care.openAsIs": call<{ readonly phase: "opening" }>()(nothing, ["store-open"]),
  /** Makes the store again from the hub; without a code by the token that the station has kept. */
  "care.fromHub": call<{ readonly phase: "opening" }>()(
    z.object({ code: z.string().max(100).nullable(), asNew: z.boolean() }),
    [
      "store-open",
      "not-joined",
      /** The station has no token, or none that the hub takes. */
      "code-needed",
      /** The hub cannot vouch for the station's numbers: it can only begin in a new name, with a code. */
      "not-same-station",
      ...joinCodes,
    ],
  ),
  "sync.state": call<SyncState>()(nothing),
  "sync.waiting": call<{ readonly facts: readonly SentFact[]; readonly next: string | null }>()(slice),
  "sync.refused": call<{ readonly facts: readonly RefusedFact[]; readonly next: string | null }>()(slice),
  "sync.join": call<SyncState>()(hubToJoin, ["role-missing", ...joinCodes]),
  "sync.leave": call<SyncState>()(z.object({ reason: z.string().max(500) }), [
    "role-missing",
    "reason-missing",
    "not-joined",
  ]),
  /** Try the line now, instead of when it would have been tried; or compare with the hub at once. */
  "sync.tryNow": call<null>()(nothing),
  "sync.sendAgain": call<{ readonly stillRefused: number }>()(z.object({ factIds: z.array(id).min(1).max(200) }), [
    "fact-unknown",
    "no-line",
    "clock-ahead",
  ]),
  "sync.discard": call<null>()(z.object({ factId: id, reason: z.string().max(500) }), [
    "role-missing",
    "reason-missing",
    "fact-unknown",
  ]),
} as const;

export type Contract = typeof contract;
export type CallName = keyof Contract;
export type InputOf<Name extends CallName> = z.input<Contract[Name]["input"]>;
export type ParsedInputOf<Name extends CallName> = z.output<Contract[Name]["input"]>;
export type OutputOf<Name extends CallName> =
  Contract[Name] extends Call<z.ZodType, infer Output, string> ? Output : never;
export type CodeOf<Name extends CallName> = Contract[Name]["codes"][number];
export type CommonCode = (typeof commonCodes)[number];

/** A refusal as it crosses the bridge. `detail` is for words (a SKU, a field), never for deciding. */
export interface BridgeRefusal<Code extends string = string> {
  readonly code: Code;
  readonly detail: string;
}
export type BridgeReply<Name extends CallName> =
  | { readonly ok: true; readonly value: OutputOf<Name> }
  | { readonly ok: false; readonly error: BridgeRefusal<CodeOf<Name> | CommonCode> };

/** What main tells a window unasked. */
export interface BridgeEvents {
  /** Data changed: caches that hold it ask again. At most one a frame. */
  changed: { readonly tags: readonly ChangeTag[] };
  /** The bench or the pick round moved on; carries all it shows, so that a verdict needs no second question. */
  bench: BenchState;
  pick: PickState;
  /** Something was scanned while a desk screen is in front. */
  scanned: { readonly raw: string; readonly kind: string; readonly value: string };
  station: StationState;
  care: CareState;
  import: ImportProgress;
  sync: SyncState;
}
export type EventName = keyof BridgeEvents;
