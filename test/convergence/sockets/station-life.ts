/**
 * One whole station in a process of its own, as the app runs it but without a window: opens the store at argv[2], with a
 * clock that is argv[3] milliseconds off, and does what its parent tells it, until it is killed.
 */
import { actAsPerson, hereOf } from "#main/features/station-context.ts";
import { openStation, type Station } from "#main/station.ts";
import { canonicalJson } from "#shared/facts/fact.ts";
import { draft } from "#shared/facts/kinds.ts";
import { emptyStock } from "#shared/stock/stock-view.ts";
import {
  chainProblems,
  pictureFrom,
  storedFacts,
  storedPicture,
  storedStates,
  touchRows,
} from "#test/builders/stored.ts";
import type { Seer } from "../support/at.ts";
import { checkMember } from "../support/checks.ts";
import { deed, isDeed } from "../support/deeds.ts";
import type { Answers, Order, Picture, Reply } from "./words.ts";

const [, , directory = "", skewed = "0", assets = ""] = process.argv;
let skew = Number(skewed);
const clock = (): number => Date.now() + skew;
const problems: string[] = [];

/** What the station sees; within an act, with what the act has appended. */
function seer(station: Station, act?: { readonly now: number; readonly read: Seer["read"] }): Seer {
  const { store, log } = station.context;
  const read: Seer["read"] = act?.read ?? ((view, id) => log.read(view, id));
  return {
    id: store.stationId,
    here: hereOf(station.context),
    now: act?.now ?? clock(),
    read,
    all: (view) => [...storedStates(store, view).values()],
    order: (orderId) => {
      const order = read("orders", orderId);
      if (!order) throw new Error(`no order ${orderId}`);
      return order;
    },
    stock: (sku) => read("stock", sku) ?? emptyStock(sku),
  };
}

async function begin(station: Station): Promise<void> {
  const { stationId, log } = station.context.store;
  if (log.read("people", stationId)) return;
  const personId = `person-${stationId}`;
  await log.act("system", (act) =>
    act.append([
      draft(`station/${stationId}`, "station.opened", { stationId, name: "Bench", letters: "A", demo: false }),
      draft(`person/${personId}`, "person.added", {
        personId,
        name: "Kim",
        badge: `HF-USR.${stationId}`,
        pinSalt: "00",
        pinHash: "00".repeat(32),
        roles: ["lead", "clerk", "packer"],
      }),
      draft(`person/${personId}`, "person.signedIn", { personId, method: "first-run" }),
    ]),
  );
}

function lastNumber(station: Station): number {
  const { store } = station.context;
  const row = store.statements.of("SELECT sequence FROM station_heads WHERE station = ?").get(store.stationId);
  return Number(row?.["sequence"] ?? 0);
}

async function obey(station: Station, order: Order): Promise<Answers[keyof Answers]> {
  switch (order.do) {
    case "join": {
      const joined = await station.hub.join({ address: order.address, code: order.code, fingerprint: null });
      if (!joined.ok) throw new Error(`It could not join: ${joined.error.code} ${joined.error.detail}`);
      const { store, log } = station.context;
      const view = log.read("people", store.stationId);
      return (view?.kind === "station" && view.hubId) || "";
    }
    case "deed": {
      const { step, count, hubId, stations } = order;
      const { what } = step;
      if (!isDeed(what)) throw new Error(`${what} is no deed`);
      await actAsPerson(station.context, (act) => {
        const company = { bug: undefined, hubId, stations };
        act.append(deed(what, { ...step, company, member: seer(station, act), count }));
      });
      if (order.checked) checkMember(seer(station), { counts: order.counts });
      return lastNumber(station);
    }
    case "hurry":
      station.hub.tryNow();
      return null;
    case "skew":
      skew = order.milliseconds;
      return null;
    case "state":
      return station.hub.state();
    case "picture":
      return picture(station);
  }
}

function picture(station: Station): Picture {
  const { store } = station.context;
  const facts = storedFacts(store);
  const stored = storedPicture(store);
  const found = [...problems, ...chainProblems(store)];
  const states: Record<string, string> = {};
  for (const [name, document] of Object.entries(stored.views)) {
    states[name] = canonicalJson((document as { state: unknown }).state);
  }
  const rebuilt = pictureFrom(facts, store.stationId);
  for (const part of ["views", "tables"] as const) {
    for (const name of new Set([...Object.keys(stored[part]), ...Object.keys(rebuilt[part])])) {
      const [one, other] = [canonicalJson(stored[part][name] ?? null), canonicalJson(rebuilt[part][name] ?? null)];
      if (one !== other) found.push(`a rebuild would make something else of ${name}:\n${one}\n${other}`);
    }
  }
  const touches = touchRows(store);
  if (canonicalJson(touches.stored) !== canonicalJson(touches.expected)) found.push("which fact touches what is wrong");
  return {
    documents: states,
    facts: Object.fromEntries(facts.map((fact) => [fact.id, canonicalJson(fact)])),
    problems: found,
  };
}

async function live(): Promise<void> {
  const station = await openStation({
    directory,
    assets,
    clock,
    emit: () => undefined,
    freeBytes: () => Promise.resolve(1e12),
    sync: {
      timing: { first: 5, longest: 100, compareEvery: 1500 },
      onProblem: (problem) => problems.push(problem instanceof Error ? String(problem.stack) : String(problem)),
    },
  });
  await begin(station);
  process.on("message", ({ number, order }: { number: number; order: Order }) => {
    obey(station, order).then(
      (value) => say({ number, value }),
      (problem: unknown) =>
        say({ number, problem: problem instanceof Error ? String(problem.stack) : String(problem) }),
    );
  });
  process.send?.({ stationId: station.context.store.stationId });
}

function say(reply: Reply): void {
  if (process.connected) process.send?.(reply);
}

// Nobody is left to live for.
process.once("disconnect", () => process.exit(0));
void live();
