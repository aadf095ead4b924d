import { type Fact, parseFact } from "#shared/facts/kinds.ts";
import { firstSettings } from "#shared/people/station-view.ts";
import { factsOfStation } from "./own-facts.ts";
import type { LogSource } from "./refold.ts";

/**
 * Sets the counters of human numbers to what this station's facts have used of them: orders, pick lists, transfers, boxes.
 * A store that was made anew from facts would begin again at 1. What the counters stood at when the store was lost is
 * known to the old file alone; see salvage.ts.
 */
export function takeUpNumbers(source: LogSource, station: string): void {
  const used = new Map<string, number>(["order", "pick-list", "transfer"].map((series) => [series, 0]));
  const prefixes = new Set([firstSettings.companyPrefix]);
  const raise = (series: string, number: number): void =>
    void used.set(series, Math.max(used.get(series) ?? 0, number));
  for (const fact of ownFacts(source, station)) {
    if (fact.kind === "station.configured") prefixes.add(fact.body.settings.companyPrefix);
    for (const { series, number } of numbersIn(fact, prefixes)) raise(series, number);
  }
  for (const prefix of prefixes) raise(`sscc/${prefix}`, 0);
  for (const [series, number] of used) {
    source.statements.run(
      "INSERT INTO series VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
      series,
      number,
    );
  }
}

function* ownFacts(source: LogSource, station: string): Generator<Fact, void, void> {
  let after = 0;
  for (let facts = factsOfStation(source, station, after, 500); facts.length > 0;) {
    for (const envelope of facts) {
      const fact = parseFact(envelope);
      if (fact.ok) yield fact.value;
      after = envelope.sequence;
    }
    facts = factsOfStation(source, station, after, 500);
  }
}

function numbersIn(fact: Fact, prefixes: ReadonlySet<string>): { series: string; number: number }[] {
  switch (fact.kind) {
    case "order.placed": {
      const counted = /^[A-Z]{1,3}-(\d{1,9})$/.exec(fact.body.content.number);
      return counted ? [{ series: "order", number: Number(counted[1]) }] : [];
    }
    case "pick.started":
      return [{ series: "pick-list", number: fact.body.number }];
    case "transfer.sent":
      return [{ series: "transfer", number: fact.body.number }];
    case "pack.closed":
      return fact.body.parcels.flatMap(({ sscc }) => boxNumber(sscc, prefixes));
    default:
      return [];
  }
}

/** As packing-labels.ts makes it: extension digit, prefix, two digits of the station, the count, a check digit. */
function boxNumber(sscc: string, prefixes: ReadonlySet<string>): { series: string; number: number }[] {
  const prefix = [...prefixes].find((each) => sscc.startsWith(each, 1));
  if (prefix === undefined) return [];
  const count = sscc.slice(1 + prefix.length + 2, -1);
  return [{ series: `sscc/${prefix}`, number: Number(sscc[0]) * 10 ** count.length + Number(count) }];
}
