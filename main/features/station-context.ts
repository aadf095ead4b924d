import type { BridgeEvents, BridgeRefusal, EventName } from "#shared/bridge/contract.ts";
import { err, type Result } from "#shared/kernel/result.ts";
import type { PersonView } from "#shared/people/person-view.ts";
import { firstSettings, type StationView } from "#shared/people/station-view.ts";
import type { StationSettings } from "#shared/facts/kinds/people.ts";
import type { Act, FactLog } from "../store/fact-log.ts";
import type { Store } from "../store/open-store.ts";
import type { Statements } from "../store/side-tables.ts";

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

/** What people call a station; a hub's or an unknown one's id, where no fact names it. */
export function stationNameOf(context: StationContext, stationId: string): string {
  const view = context.log.read("people", stationId);
  return view?.kind === "station" ? view.name : stationId;
}

/** Does something in the name of the person who is signed in, or of another who is at this station too. */
export function actAsPerson<Value>(
  context: StationContext,
  work: (act: Act) => Value,
  personId: string = "",
): Promise<Value> {
  const other = personId === "" ? undefined : personOf(context, personId);
  return context.log.act(other?.personId ?? signedIn(context)?.personId ?? systemUser, work);
}

export function isLead(context: StationContext): boolean {
  return signedIn(context)?.roles.includes("lead") ?? false;
}
