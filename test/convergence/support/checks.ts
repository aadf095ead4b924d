import type { Fact } from "#shared/facts/kinds.ts";
import { netMinor } from "#shared/orders/fold-money.ts";
import { shortAt, shortageHoldId } from "#shared/promising/shortage.ts";
import { isBin, siteOf } from "#shared/stock/places.ts";
import type { StockView } from "#shared/stock/stock-view.ts";
import type { Member } from "#test/builders/company.ts";
import type { Company } from "./company.ts";
import { siteOfStation } from "./sites.ts";

/** What must be so of the stock a member sees, whatever it has heard of and whatever not. */
export function checkMember(member: Pick<Member, "id" | "all">, options: { readonly counts: boolean }): void {
  for (const stock of member.all("stock")) checkStock(stock, member.id, options);
  for (const order of member.all("orders")) {
    for (const tender of order.tenders) {
      if (tender.refundedMinor > tender.amountMinor) {
        throw new Error(`${member.id}: order ${order.orderId} gives back more of ${tender.tenderId} than it took`);
      }
    }
    if (netMinor(order) < 0) throw new Error(`${member.id}: order ${order.orderId} gave back more than it took`);
    for (const line of order.lines) {
      if (line.shipped > line.quantity) throw new Error(`${member.id}: order ${order.orderId} shipped twice`);
    }
    if (order.conflicts.some(({ code }) => code === "shipped-twice" || code === "worked-in-two-places")) {
      throw new Error(`${member.id}: two stations worked on order ${order.orderId}`);
    }
  }
}

/** Whoever takes goods out of a bin, puts them in or counts them stands before it. */
export function checkHouse(fact: Fact): void {
  const site = siteOfStation(fact.station);
  for (const place of placesOf(fact)) {
    if (siteOf(place) !== undefined && siteOf(place) !== site) {
      throw new Error(`${fact.station} is at ${site}, and says ${fact.kind} of ${place}`);
    }
  }
}

function placesOf(fact: Fact): readonly string[] {
  switch (fact.kind) {
    case "stock.counted":
    case "pick.confirmed":
    case "pick.undone":
    case "pick.shorted":
      return [fact.body.place];
    case "stock.moved":
      return fact.body.moves.flatMap(({ from, to }) => [from, to]);
    case "transfer.sent":
    case "transfer.received":
      return fact.body.lines.map(({ place }) => place);
    default:
      return [];
  }
}

/** Every right is accounted for: the units of a bin are promised, or somebody may promise them. */
function checkStock(stock: StockView, who: string, { counts }: { readonly counts: boolean }): void {
  const places = new Set([...Object.keys(stock.promised), ...Object.keys(stock.rights), ...Object.keys(stock.places)]);
  let sum = 0;
  for (const place of places) {
    const units = stock.places[place] ?? 0;
    sum += units;
    if (!isBin(place)) continue;
    const promised = stock.promised[place] ?? 0;
    const rights = Object.values(stock.rights[place] ?? {});
    if (units !== promised + rights.reduce((total, each) => total + each, 0)) {
      throw new Error(
        `${who}: the rights to ${stock.sku} at ${place} do not come to what lies there: ${JSON.stringify(stock)}`,
      );
    }
    if (counts) continue;
    if (promised > units)
      throw new Error(`${who}: ${promised} of ${stock.sku} are promised at ${place}, ${units} are there`);
    if (rights.some((each) => each < 0))
      throw new Error(`${who}: somebody promised ${stock.sku} at ${place} without a right`);
  }
  if (sum !== 0) throw new Error(`${who}: units of ${stock.sku} came from nowhere`);
}

/** After everybody has heard of everything. */
export function checkTogether(company: Company, options: { readonly counts: boolean }): void {
  const members = [company.hub, ...company.stations];
  const pictures = members.map(
    (member) => new Map([...member.picture()].toSorted(([one], [other]) => (one < other ? -1 : 1))),
  );
  const [first] = pictures;
  for (const [index, picture] of pictures.entries()) {
    const who = members[index]?.id ?? "";
    for (const [name, text] of first ?? []) {
      if (picture.get(name) !== text) {
        throw new Error(`${who} and the hub see ${name} differently:\n${picture.get(name)}\n${text}`);
      }
    }
    if (picture.size !== first?.size) throw new Error(`${who} has other documents than the hub`);
  }
  for (const member of members) {
    checkFacts(company, member);
    checkMember(member, options);
  }
  if (options.counts) checkShortages(company.hub);
}

function checkFacts(company: Company, member: Member): void {
  for (const [id, fact] of company.written) {
    if (!member.facts.has(id)) throw new Error(`${member.id} never got ${fact.kind} ${id}`);
  }
  for (const { id } of company.stations) {
    const own = [...member.facts.values()].filter((fact) => fact.station === id);
    const sequences = new Set(own.map((fact) => fact.sequence));
    if (sequences.size !== own.length) throw new Error(`${member.id} has a number of ${id} twice`);
    if (own.length > 0 && Math.max(...sequences) !== own.length) throw new Error(`${member.id} misses facts of ${id}`);
  }
  if (member.facts.size !== company.written.size) throw new Error(`${member.id} has facts that nobody wrote`);
  const deeds = [...member.facts.values()].filter(
    (fact) => fact.kind === "pick.confirmed" || fact.kind === "stock.moved",
  );
  const bodies = new Set(deeds.map((fact) => `${fact.stamp} ${fact.station} ${JSON.stringify(fact.body)}`));
  if (bodies.size !== deeds.length) throw new Error(`${member.id} has a deed twice`);
}

/** Each unit that is promised and not there is on an order that is held for it. */
export function checkShortages(member: Pick<Member, "all" | "promisedOf">): void {
  for (const stock of member.all("stock")) {
    for (const { place, units } of shortAt(stock)) {
      let held = 0;
      for (const order of member.promisedOf(stock.sku)) {
        const holdId = shortageHoldId(order.orderId, stock.sku);
        const known = order.liftedHolds.includes(holdId) || order.holds.some((hold) => hold.holdId === holdId);
        const promised = order.allocations.filter((part) => part.sku === stock.sku && part.place === place);
        if (known) held += promised.reduce((sum, part) => sum + part.quantity, 0);
      }
      if (held < units) {
        throw new Error(`${units} of ${stock.sku} are short at ${place} and ${held} are held for it`);
      }
    }
  }
}
