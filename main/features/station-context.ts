import type { BridgeEvents, BridgeRefusal, EventName } from "#shared/bridge/contract.ts";
import { err, type Result } from "#shared/kernel/result.ts";
import { mayRecord } from "#shared/people/authority.ts";
import type { PersonView } from "#shared/people/person-view.ts";
import { firstSettings, type StationView } from "#shared/people/station-view.ts";
import type { BodyOf, Draft, FactKind } from "#shared/facts/kinds.ts";
import type { StationSettings } from "#shared/facts/kinds/people.ts";
import type { Here } from "#shared/stock/decide-stock.ts";
import type { Act, FactLog } from "../store/fact-log.ts";
import type { Store } from "../store/open-store.ts";
import type { Statements } from "../store/side-tables.ts";
import { scopeOf } from "../sync/sync-tables.ts";

/** What every use case stands on. Built once, at start. */
export interface StationContext {
  readonly store: Store;
  readonly log: FactLog;
  readonly statements: Statements;
  readonly clock: () => number;
  /** Folder with fonts and demo files; inside the archive of a packaged app. */
  readonly assets: string;
  emit<Name extends EventName>(name: Name, event: BridgeEvents[Name]): void;
}

export type Reply<Value, Code extends string> = Promise<Result<Value, BridgeRefusal<Code>>>;

/** This station, and the site whose bins and totes people here mean. */
export function hereOf({ store, statements }: StationContext): Here {
  return { station: store.stationId, site: scopeOf(statements).site };
}

/** Facts that the station makes by itself bear this name. */
export const systemUser = "system";

export function refuse<Code extends string>(
  code: Code,
  detail = "",
): { readonly ok: false; readonly error: BridgeRefusal<Code> } {
  return err({ code, detail });
}

export function stationView(context: StationContext): StationView | undefined {
  const view = context.log.read("people", context.store.stationId);
  return view?.kind === "station" ? view : undefined;
}

export function settingsOf(context: StationContext): StationSettings {
  return stationView(context)?.settings ?? firstSettings;
}

export function personOf(context: StationContext, personId: string): PersonView | undefined {
  const view = context.log.read("people", personId);
  return view?.kind === "person" ? view : undefined;
}

export function signedIn(context: StationContext): PersonView | undefined {
  const id = stationView(context)?.signedIn;
  return id ? personOf(context, id) : undefined;
}

export function nameOf(context: StationContext, user: string): string {
  if (user === systemUser) return "Holdfast";
  return personOf(context, user)?.name ?? user;
}

/** What people call a station, or the hub; an unknown one's id, where no fact names it. */
export function stationNameOf(context: StationContext, stationId: string): string {
  const view = context.log.read("people", stationId);
  if (view?.kind === "station") return view.name;
  return stationId === stationView(context)?.hubId ? "The hub" : stationId;
}

/** Does something in the name of the person who is signed in, or of another who is at this station too. */
export function actAsPerson<Value>(
  context: StationContext,
  work: (act: Act) => Value,
  personId: string = "",
): Promise<Value> {
  const person = (personId === "" ? undefined : personOf(context, personId)) ?? signedIn(context);
  return context.log.act(person?.personId ?? systemUser, (act) => work(held(act, person)));
}

/** An act that records nothing its person may not: whoever forgot to ask fails here, and nothing is written. */
function held(act: Act, person: PersonView | undefined): Act {
  const { now, user, station } = act;
  const read: Act["read"] = (view, id) => act.read(view, id);
  return {
    now,
    user,
    station,
    read,
    append(drafts) {
      const wrong = drafts.find((entry) => !mayRecord(entry, person, (orderId) => read("orders", orderId)));
      if (wrong) throw new Error(`${user} may not record ${wrong.kind}`);
      act.append(drafts);
    },
    nextNumber: (series) => act.nextNumber(series),
    newId: () => act.newId(),
  };
}

/** Whether whoever is signed in may record this kind; of its body, what its rule looks at. */
export function may<Kind extends FactKind>(
  context: StationContext,
  kind: Kind,
  body: Partial<BodyOf<Kind>> = {},
): boolean {
  const person = signedIn(context);
  return (
    person !== undefined &&
    mayRecord({ kind, body } as unknown as Draft, person, (orderId) => context.log.read("orders", orderId))
  );
}

/** For what leaves no fact: exports, rebuilding, templates. */
export function isLead(context: StationContext): boolean {
  return signedIn(context)?.roles.includes("lead") ?? false;
}
