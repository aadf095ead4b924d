import type { BodyOf, Draft, FactKind } from "../facts/kinds.ts";
import type { Role } from "../facts/kinds/people.ts";
import type { OrderView } from "../orders/order-view.ts";

/** What is looked up to judge a fact: its order as it stood before it, where it has one and that is known. */
type OrderOf = (orderId: string) => OrderView | undefined;

export interface Rule<Kind extends FactKind> {
  /** Roles of which the person must have one; `undefined`: any person of the company may. */
  readonly roles: (body: BodyOf<Kind>, orderOf: OrderOf) => readonly Role[] | undefined;
  /** Whether a station may record it by itself, without a person. */
  readonly bySystem: (body: BodyOf<Kind>, orderOf: OrderOf) => boolean;
  /** The one station that may say it; `undefined`: any. */
  readonly saidBy: (body: BodyOf<Kind>) => string | undefined;
}

const lead: readonly Role[] = ["lead"];
const yes = (): boolean => true;
const no = (): boolean => false;
const nobodyInParticular = (): undefined => undefined;

const anybody = { roles: nobodyInParticular, bySystem: yes, saidBy: nobodyInParticular };
const onlyALead = { roles: () => lead, bySystem: no, saidBy: nobodyInParticular };
const ofThisStation = (body: { readonly stationId: string }): string => body.stationId;
/** How a station is set up: by a lead who stands at it. */
const setUp = { ...onlyALead, saidBy: ofThisStation };
/** What is given away is given by who has it. */
const ofTheGiver = { ...anybody, saidBy: (body: { readonly from: string }) => body.from };

/**
 * Who may record what: THE table, of every kind there is. Screens and handlers ask it before they record, the hub asks it
 * again of what stations send, so that neither takes what the other would refuse. A new kind does not compile without a row.
 */
export const authority: { readonly [Kind in FactKind]: Rule<Kind> } = {
  "order.placed": anybody,
  "order.holdAdded": anybody,
  /** A FRAUD hold takes a lead (domain reference B3); so does one that nobody has heard of, for it may be one. */
  "order.holdReleased": {
    ...anybody,
    roles: (body, orderOf) => {
      const order = orderOf(body.orderId);
      const isLifted = (holdId: string): boolean => order?.liftedHolds.includes(holdId) ?? false;
      const types = body.holdIds
        .filter((holdId) => !isLifted(holdId))
        .map((holdId) => order?.holds.find((hold) => hold.holdId === holdId)?.type);
      return types.some((type) => type === undefined || type === "FRAUD") ? lead : undefined;
    },
    bySystem: (body, orderOf) => authority["order.holdReleased"].roles(body, orderOf) === undefined,
  },
  "order.cancelled": anybody,
  "order.shippedElsewhere": anybody,
  "order.tenderRecorded": anybody,
  "order.released": anybody,
  "order.shipped": anybody,
  /** Whoever asks for a refund must be one who may give it: the keeper's station does it unasked. */
  "order.asked": {
    ...anybody,
    roles: ({ ask }) => (ask.type === "refund" ? lead : undefined),
    bySystem: ({ ask }) => ask.type !== "refund",
  },
  "order.askAnswered": anybody,
  "order.addressChanged": anybody,
  "order.linesChanged": anybody,
  "order.detailsChanged": anybody,
  /** By itself a station gives back only what a lead at another one asked for. */
  "order.refunded": {
    ...onlyALead,
    bySystem: ({ orderId, refundId }, orderOf) =>
      orderOf(orderId)?.asks.some(({ ask }) => ask.type === "refund" && ask.refundId === refundId) ?? false,
  },
  "order.unpromised": anybody,

  "item.defined": anybody,
  "stock.moved": anybody,
  "stock.counted": anybody,
  "stock.relocated": anybody,
  "transfer.sent": anybody,
  "transfer.received": anybody,

  "right.asked": anybody,
  "right.passed": ofTheGiver,
  /** Taken from a station that cannot be asked: see shared/orders/custody.ts. */
  "right.reclaimed": onlyALead,
  "work.asked": anybody,
  "work.passed": ofTheGiver,
  "work.taken": onlyALead,
  "work.claimed": anybody,
  "channel.asked": anybody,
  /** The hub's own facts are not judged. */
  "channel.granted": { ...anybody, saidBy: () => "the hub" },
  "channel.accepted": anybody,
  "channel.returned": anybody,
  "channel.reclaimed": onlyALead,
  "sharing.configured": setUp,
  /** What a choice leads to is judged by the facts it leads to. */
  "exception.resolved": { ...anybody, bySystem: no },

  "pick.started": anybody,
  "pick.binConfirmed": anybody,
  "pick.confirmed": anybody,
  "pick.undone": anybody,
  "pick.shorted": anybody,
  "pick.closed": anybody,

  "pack.started": anybody,
  "pack.verified": anybody,
  "pack.refused": anybody,
  "pack.undone": anybody,
  "pack.boxOpened": anybody,
  /** A weight that does not fit what is in the box passes with a lead's word only. */
  "pack.weighed": {
    ...anybody,
    roles: ({ overrideReason }) => (overrideReason === "" ? undefined : lead),
    bySystem: ({ overrideReason }) => overrideReason === "",
  },
  "pack.closed": anybody,
  "parcel.bound": anybody,

  "print.queued": anybody,
  "print.sending": anybody,
  "print.sent": anybody,
  "print.printed": anybody,
  "print.failed": anybody,
  "print.unknown": anybody,
  "print.answered": anybody,
  "print.retried": anybody,
  "print.voided": anybody,
  "print.moved": anybody,
  "print.moveAsked": anybody,
  "printer.configured": setUp,
  "printer.removed": setUp,
  "printer.chosen": setUp,

  /** A station adds its first person by itself; which one that is, `firstFacts` says. */
  "person.added": { ...onlyALead, bySystem: yes },
  "person.signedIn": anybody,
  "person.signedOut": anybody,
  "station.opened": { ...anybody, saidBy: ofThisStation },
  "station.configured": setUp,

  "import.rowsSetAside": anybody,
  "import.rowsSettled": anybody,
  "import.ended": anybody,

  "device.remembered": setUp,
  "device.forgotten": setUp,
  "wedge.taught": setUp,
  "weighing.configured": setUp,

  "station.joined": { ...setUp, bySystem: yes },
  "station.left": setUp,
  /** What was stamped by a clock far ahead is recorded anew in the name of who did it. */
  "sync.discarded": {
    ...onlyALead,
    roles: ({ code }) => (code === "future-clock" ? undefined : lead),
    bySystem: ({ code }) => code === "future-clock",
  },
};

/** The row of a fact, or of a draft, with its own body put in. The hub asks for one twice a fact: no functions are made. */
class OwnRule {
  readonly #rule: Rule<never>;
  readonly #body: never;
  readonly #orderOf: OrderOf;

  constructor({ kind, body }: Pick<Draft, "kind" | "body">, orderOf: OrderOf) {
    this.#rule = authority[kind];
    // The body is that of this very kind.
    this.#body = body as never;
    this.#orderOf = orderOf;
  }

  roles(): readonly Role[] | undefined {
    return this.#rule.roles(this.#body, this.#orderOf);
  }

  bySystem(): boolean {
    return this.#rule.bySystem(this.#body, this.#orderOf);
  }

  saidBy(): string | undefined {
    return this.#rule.saidBy(this.#body);
  }

  /** Whether somebody with these roles may record it; no person: the station by itself. */
  allows(person: { readonly roles: readonly Role[] } | undefined): boolean {
    if (!person) return this.bySystem();
    const roles = this.roles();
    return roles === undefined || roles.some((role) => person.roles.includes(role));
  }
}

export function ruleOf(entry: Pick<Draft, "kind" | "body">, orderOf: OrderOf): OwnRule {
  return new OwnRule(entry, orderOf);
}

/** Whether somebody with these roles may record it; no person: the station by itself. */
export function mayRecord(
  entry: Pick<Draft, "kind" | "body">,
  person: { readonly roles: readonly Role[] } | undefined,
  orderOf: OrderOf,
): boolean {
  return ruleOf(entry, orderOf).allows(person);
}
