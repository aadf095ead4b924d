import { openDatabase } from "#server/adapters/postgres/database.ts";
import { canonicalJson, type FactEnvelope, foldKey } from "#shared/facts/fact.ts";
import { type Fact, parseFact } from "#shared/facts/kinds.ts";
import { Member } from "#test/builders/company.ts";
import { Book } from "../support/book.ts";
import { checkMember, checkShortages } from "../support/checks.ts";
import type { SocketCompany } from "./company.ts";

/** After everybody has heard of everything. Throws where something does not hold. */
export async function checkCompany(company: SocketCompany, { counts }: { readonly counts: boolean }): Promise<Fact[]> {
  const hub = await hubPicture(company.url);
  for (const [index, station] of company.stations.entries()) {
    const picture = await station.ask<"picture">({ do: "picture" });
    if (picture.problems.length > 0) throw new Error(`Station ${index}: ${picture.problems.join("\n")}`);
    mustBeSame(`station ${index}`, "fact", picture.facts, hub.facts);
    mustBeSame(`station ${index}`, "document", picture.documents, hub.documents);
    const state = await station.ask<"state">({ do: "state" });
    if (state.refused + state.broken > 0) throw new Error(`Station ${index}: ${JSON.stringify(state)}`);
  }
  const facts = Object.values(hub.facts).map((text) => known(JSON.parse(text)));
  for (const [index, { id }] of company.stations.entries()) {
    mustBeWhole(`station ${index}`, facts, id, company.saved[index] ?? 0);
  }
  liveAgain(facts, counts);
  return facts;
}

function known(envelope: unknown): Fact {
  const fact = parseFact(envelope);
  if (!fact.ok) throw new Error(`A fact that nobody can read: ${JSON.stringify(envelope)}`);
  return fact.value;
}

async function hubPicture(url: string): Promise<{ facts: Record<string, string>; documents: Record<string, string> }> {
  const database = openDatabase(url, 2);
  try {
    const facts = await database.all<{ fact: FactEnvelope }>("SELECT fact FROM facts");
    const documents = await database.all<{ name: string; state: unknown }>(
      "SELECT view || '/' || id AS name, state FROM documents WHERE state IS NOT NULL",
    );
    return {
      facts: Object.fromEntries(facts.map(({ fact }) => [fact.id, canonicalJson(fact)])),
      documents: Object.fromEntries(documents.map(({ name, state }) => [name, canonicalJson(state)])),
    };
  } finally {
    await database.close();
  }
}

function mustBeSame(
  who: string,
  what: string,
  theirs: Readonly<Record<string, string>>,
  hubs: Readonly<Record<string, string>>,
): void {
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(hubs)])) {
    if (theirs[name] === hubs[name]) continue;
    throw new Error(`${who} and the hub hold ${what} ${name} differently:\n${theirs[name]}\n${hubs[name]}`);
  }
}

/** Every number once, without a gap, and none missing that was on the station's disk when it said so. */
function mustBeWhole(who: string, facts: readonly Fact[], station: string, saved: number): void {
  const numbers = facts.filter((fact) => fact.station === station).map((fact) => fact.sequence);
  const last = Math.max(0, ...numbers);
  if (new Set(numbers).size !== numbers.length) throw new Error(`A number of ${who} is there twice`);
  if (last !== numbers.length) throw new Error(`Facts of ${who} are missing`);
  if (last < saved) throw new Error(`${who} had saved ${saved} facts, and ${last} are there`);
}

/** The laws of stock, orders and money at each moment of the day, in the order in which one thing led to the other. */
function liveAgain(facts: readonly Fact[], counts: boolean): void {
  const truth = new Member("truth");
  const book = new Book(counts);
  const deeds = new Set<string>();
  for (const fact of facts.toSorted((one, other) => (foldKey(one) < foldKey(other) ? -1 : 1))) {
    truth.receive([fact]);
    book.note(fact);
    if (fact.kind === "order.released" || fact.kind === "right.passed") checkMember(truth, { counts });
    if (fact.kind !== "pick.confirmed" && fact.kind !== "stock.moved") continue;
    const deed = `${fact.stamp} ${fact.station} ${JSON.stringify(fact.body)}`;
    if (deeds.has(deed)) throw new Error(`It was done twice: ${deed}`);
    deeds.add(deed);
  }
  checkMember(truth, { counts });
  if (counts) checkShortages(truth);
}
