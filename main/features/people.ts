import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { CodeOf, ParsedInputOf } from "#shared/bridge/contract.ts";
import type { PersonRow, StationState } from "#shared/bridge/types.ts";
import { draft } from "#shared/facts/kinds.ts";
import { ok } from "#shared/kernel/result.ts";
import type { PersonView } from "#shared/people/person-view.ts";
import type { Hub } from "./hub.ts";
import { peopleIds, personByBadge } from "../store/work-list.ts";
import {
  actAsPerson,
  may,
  personOf,
  refuse,
  type Reply,
  signedIn,
  type StationContext,
  stationView,
  systemUser,
} from "./station-context.ts";

const derive = promisify(scrypt) as (pin: string, salt: string, length: number) => Promise<Buffer>;

export function stationState(context: StationContext): StationState {
  const station = stationView(context);
  if (!station) return { phase: "first-run" };
  const person = signedIn(context);
  const { stationId, name, letters, demo, settings, signedInBy, wedgeGapMs = null } = station;
  return {
    phase: "ready",
    station: { stationId, name, letters, demo },
    settings,
    wedgeGapMs,
    person: person
      ? {
          personId: person.personId,
          name: person.name,
          roles: person.roles,
          method: signedInBy === "badge" || signedInBy === "first-run" ? signedInBy : "pin",
        }
      : null,
  };
}

/**
 * The first start of a station: it gets its name, and its first person, who may do everything. One that joins a hub asks
 * the hub first: where it says no, nothing has begun.
 */
export async function begin(
  context: StationContext,
  input: ParsedInputOf<"station.begin">,
  hub?: Hub,
): Reply<StationState, CodeOf<"station.begin">> {
  if (stationView(context)) return refuse("already-begun");
  const pin = await hashPin(input.pin);
  if (input.mode === "hub" && (!hub || !input.hub)) return refuse("not-an-address");
  const enrolled = input.hub && hub && (await hub.enrol(input.hub, input.stationName, input.letters));
  if (enrolled && !enrolled.ok) return enrolled;
  const { stationId } = context.store;
  const begun = await context.log.act(systemUser, (act) => {
    const there = act.read("people", stationId);
    if (there) return false;
    const personId = act.newId();
    const { stationName: name, mode } = input;
    const letters = enrolled?.value.reply.letters ?? input.letters;
    act.append([
      draft(`station/${stationId}`, "station.opened", { stationId, name, letters, demo: mode === "demo" }),
      draft(`person/${personId}`, "person.added", {
        personId,
        name: input.personName,
        badge: newBadge(),
        ...pin,
        roles: ["lead", "clerk", "packer"],
      }),
      draft(`person/${personId}`, "person.signedIn", { personId, method: "first-run" }),
    ]);
    return true;
  });
  if (begun && enrolled && hub) await hub.belong(enrolled.value, systemUser);
  return begun ? ok(stationState(context)) : refuse("already-begun");
}

export async function configure(
  context: StationContext,
  input: ParsedInputOf<"station.configure">,
): Reply<StationState, "role-missing"> {
  if (!may(context, "station.configured")) return refuse("role-missing");
  const { stationId } = context.store;
  await actAsPerson(context, (act) =>
    act.append([draft(`station/${stationId}`, "station.configured", { stationId, settings: input.settings })]),
  );
  return ok(stationState(context));
}

/** Badge codes open the door, so nobody is told them from outside. */
export function listPeople(context: StationContext): readonly PersonRow[] {
  const isInside = signedIn(context) !== undefined;
  return peopleIds(context.statements).flatMap((id) => {
    const person = personOf(context, id);
    return person ? [isInside ? personRow(person) : { ...personRow(person), badge: "" }] : [];
  });
}

function personRow({ personId, name, roles, badge }: PersonView): PersonRow {
  return { personId, name, roles, badge };
}

export async function addPerson(
  context: StationContext,
  input: ParsedInputOf<"people.add">,
): Reply<PersonRow, "role-missing"> {
  if (!may(context, "person.added")) return refuse("role-missing");
  const pin = await hashPin(input.pin);
  const personId = await actAsPerson(context, (act) => {
    const id = act.newId();
    const body = { personId: id, name: input.name, badge: newBadge(), ...pin, roles: input.roles };
    act.append([draft(`person/${id}`, "person.added", body)]);
    return id;
  });
  const person = personOf(context, personId);
  if (!person) throw new Error("The person just added cannot be read back");
  return ok(personRow(person));
}

const mostTries = 5;
const pauseMilliseconds = 30_000;

/** Wrong PINs since the last right one, per person; forgotten at a restart. */
export class SignIn {
  readonly #context: StationContext;
  readonly #wrong = new Map<string, { count: number; until: number }>();

  constructor(context: StationContext) {
    this.#context = context;
  }

  async byPin(
    input: ParsedInputOf<"people.signIn">,
  ): Reply<StationState, "pin-wrong" | "person-unknown" | "too-many-tries"> {
    const person = personOf(this.#context, input.personId);
    if (!person) return refuse("person-unknown");
    const tries = this.#wrong.get(person.personId) ?? { count: 0, until: 0 };
    const now = this.#context.clock();
    if (now < tries.until) return refuse("too-many-tries", String(Math.ceil((tries.until - now) / 1000)));
    const hash = await derive(input.pin, person.pinSalt, 32);
    if (!timingSafeEqual(hash, Buffer.from(person.pinHash, "hex"))) {
      const count = tries.count + 1;
      const until = count >= mostTries ? now + pauseMilliseconds : 0;
      this.#wrong.set(person.personId, { count: count >= mostTries ? 0 : count, until });
      return refuse("pin-wrong");
    }
    this.#wrong.delete(person.personId);
    await this.#record(person, "pin");
    return ok(stationState(this.#context));
  }

  /** True when the badge is somebody's here. */
  async byBadge(badge: string): Promise<boolean> {
    const id = personByBadge(this.#context.statements, badge);
    const person = id === undefined ? undefined : personOf(this.#context, id);
    if (!person) return false;
    await this.#record(person, "badge");
    return true;
  }

  async out(): Promise<StationState> {
    const person = signedIn(this.#context);
    if (person) {
      const { personId } = person;
      await this.#context.log.act(personId, (act) =>
        act.append([draft(`person/${personId}`, "person.signedOut", { personId })]),
      );
    }
    return stationState(this.#context);
  }

  async #record({ personId }: PersonView, method: "badge" | "pin"): Promise<void> {
    await this.#context.log.act(personId, (act) =>
      act.append([draft(`person/${personId}`, "person.signedIn", { personId, method })]),
    );
  }
}

async function hashPin(pin: string): Promise<{ pinSalt: string; pinHash: string }> {
  const pinSalt = randomBytes(16).toString("hex");
  return { pinSalt, pinHash: (await derive(pin, pinSalt, 32)).toString("hex") };
}

/** Eleven characters without the ones people confuse: enough that nobody guesses a colleague's badge. */
function newBadge(): string {
  const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  return `HF-USR.${Array.from(randomBytes(11), (byte) => alphabet[byte % alphabet.length]).join("")}`;
}
