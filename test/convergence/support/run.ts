import { checkTogether } from "./checks.ts";
import { seededRandom } from "../../crash/seeded-random.ts";
import { Company, Stopped } from "./company.ts";
import { deed, isDeed } from "./deeds.ts";
import type { PlantedBug } from "./planted.ts";
import type { Step, What } from "./steps.ts";

export interface RunOptions {
  readonly seed: number;
  readonly counts: boolean;
  readonly bug?: PlantedBug;
  /** Stations and the hub stop at any of their writes. */
  readonly stops?: boolean;
}

/** What came of a day, to see that days are worth their name. */
export interface Tally {
  readonly facts: number;
  readonly byKind: ReadonlyMap<string, number>;
  readonly exceptions: ReadonlyMap<string, number>;
}

/** Lives through one day and checks what must hold, at each moment and in the end. Throws where something does not. */
export function liveThrough(day: readonly Step[], options: RunOptions): Tally {
  const company = new Company(options);
  const random = seededRandom(options.seed ^ 0x5709);
  for (const [position, step] of day.entries()) {
    company.tick();
    if (options.stops && random.chance(0.06)) company.stopAfter(random.between(0, 8));
    try {
      happen(company, step, position + 1);
    } catch (problem) {
      if (!(problem instanceof Stopped)) throw problem;
      company.startAgain(problem);
    }
    company.checkNow(step.who);
  }
  company.heal();
  checkTogether(company, options);
  return tally(company);
}

function happen(company: Company, step: Step, count: number): void {
  const { what, who } = step;
  if (isDeed(what)) {
    // Somebody who picks or packs makes several scans, one after the other.
    const times = what === "pick" || what === "pack" ? 4 : 1;
    for (let time = 0; time < times; time += 1) {
      company.write(who, deed(what, { ...step, company, member: company.station(who), count: count * 10 + time }));
    }
    return;
  }
  befall(company, what, step);
}

function befall(company: Company, what: Exclude<What, Parameters<typeof deed>[0]>, { who }: Step): void {
  switch (what) {
    case "exchange":
      return company.exchange(who);
    case "cutPush":
      return company.exchange(who, "cut-push");
    case "cutPull":
      return company.exchange(who, "cut-pull");
    case "delayPush":
      return company.exchange(who, "delay-push");
    case "deliver":
      return company.deliver(who);
    case "partition":
      company.link(who).connected = false;
      return;
    case "heal":
      company.link(who).connected = true;
      return;
    case "crash":
      return company.crash(who);
    case "backup":
      return company.backup();
    case "restore":
      return company.restore();
    case "skew":
      return company.skew(who);
  }
}

function tally(company: Company): Tally {
  const byKind = new Map<string, number>();
  for (const fact of company.hub.facts.values()) byKind.set(fact.kind, (byKind.get(fact.kind) ?? 0) + 1);
  const exceptions = new Map<string, number>();
  for (const order of company.hub.all("orders")) {
    for (const { code } of order.conflicts) exceptions.set(code, (exceptions.get(code) ?? 0) + 1);
  }
  return { facts: company.hub.facts.size, byKind, exceptions };
}
