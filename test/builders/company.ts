import { expect } from "vitest";
import { channelDocument, type ChannelView } from "#shared/channels/channel-view.ts";
import { foldKey, noPrevious } from "#shared/facts/fact.ts";
import { type Draft, type Fact, kinds, versionOf } from "#shared/facts/kinds.ts";
import { seal } from "#shared/facts/seal.ts";
import { fold, touches, type ViewName, type ViewStates } from "#shared/facts/views.ts";
import { laterStamp, type Stamp } from "#shared/kernel/hybrid-clock.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { hubAnswers, stationAnswers, type Touched } from "#shared/promising/answers.ts";
import type { Here } from "#shared/stock/decide-stock.ts";
import { emptyStock, type StockView } from "#shared/stock/stock-view.ts";
import { mainSite } from "#shared/sync/scope.ts";
import { startOfTime } from "./facts.ts";

export const hubId = "hub";

interface Document {
  readonly state: ViewStates[ViewName] | undefined;
  readonly key: string;
}

/**
 * One station, or the hub, as far as its facts and views go: what it wrote, what it was sent, and what it makes of both.
 * Facts that come late are folded in where they belong (law 3).
 */
export class Member {
  readonly id: string;
  /** Where it is; two sites may have bins of the same name. */
  site = mainSite;
  /** Where a station is, as a hub knows it. */
  siteOf: (station: string) => string | undefined = () => undefined;
  /** UTC milliseconds by its own clock. */
  now: number;
  readonly facts = new Map<string, Fact>();
  readonly #documents = new Map<string, Document>();
  readonly #touched = new Map<string, Fact[]>();
  /** Of the hub, as it knows it, and whether it has heard of all that the hub had to tell in it. */
  epoch = "1";
  isWhole = true;
  /** Law 3; a test may see what comes of it where this is not so. */
  foldsWhereItBelongs = true;
  /** Whether it asks who holds an order's channel; as above. */
  forgetsChannels = false;
  /** Whether its facts bear real hashes and ids, as a store wants them; folds do not look at them. */
  hashes: (text: string) => string = () => noPrevious;
  idOf = (sequence: number): string => `${this.id}-${sequence}`;
  #hash = noPrevious;
  #sequence = 0;
  #stamp: Stamp = "000000000000-0000";

  constructor(id: string, now = startOfTime) {
    this.id = id;
    this.now = now;
  }

  /** As it starts again after a crash, from what its disk holds: its views are made anew. */
  static restarted(id: string, disk: Iterable<Fact>, now: number): Member {
    const member = new Member(id, now);
    for (const fact of disk) {
      member.#stamp = laterStamp(member.#stamp, fact.stamp);
      if (fact.station === id) member.#sequence = Math.max(member.#sequence, fact.sequence);
      member.#take(fact);
    }
    return member;
  }

  get here(): Here {
    return { station: this.id, site: this.site };
  }

  /** Writes what a decision yields. */
  write(drafts: readonly Draft[], user = `person-${this.id}`): Fact[] {
    return drafts.map((entry) => {
      const draft = { ...entry, body: kinds[entry.kind].body.parse(entry.body) };
      const sealing = { draft, version: versionOf(entry.kind, entry.body), station: this.id, user, now: this.now };
      const head = { sequence: this.#sequence, hash: this.#hash, stamp: this.#stamp };
      const sealed = seal(head, { ...sealing, sha256: this.hashes, idOf: () => this.idOf(head.sequence + 1) });
      ({ sequence: this.#sequence, hash: this.#hash, stamp: this.#stamp } = sealed.head);
      const fact = sealed.fact as Fact;
      this.#take(fact);
      return fact;
    });
  }

  /** Takes in facts of others; those it has are no news. */
  receive(facts: Iterable<Fact>): Fact[] {
    const news: Fact[] = [];
    for (const fact of facts) {
      if (this.facts.has(fact.id)) continue;
      news.push(fact);
      // Its own, given back to one that came back with less than it had.
      if (fact.station === this.id) this.#sequence = Math.max(this.#sequence, fact.sequence);
      this.#stamp = laterStamp(this.#stamp, fact.stamp);
      this.#take(fact);
    }
    return news;
  }

  /** Its own facts from a sequence on. */
  ownAfter(sequence: number): Fact[] {
    return [...this.facts.values()].filter((fact) => fact.station === this.id && fact.sequence > sequence);
  }

  read<Name extends ViewName>(view: Name, id: string): ViewStates[Name] | undefined {
    return this.#documents.get(`${view}/${id}`)?.state as ViewStates[Name] | undefined;
  }

  order(orderId: string): OrderView {
    return this.read("orders", orderId) ?? expect.fail(`${this.id} knows no order ${orderId}`);
  }

  stock(sku: string): StockView {
    return this.read("stock", sku) ?? emptyStock(sku);
  }

  channel(name: string): ChannelView | undefined {
    const document = this.read("people", channelDocument(name));
    return document?.kind === "channel" ? document : undefined;
  }

  /** Every document of a view. */
  all<Name extends ViewName>(view: Name): ViewStates[Name][] {
    return [...this.#documents].flatMap(([name, { state }]) =>
      name.startsWith(`${view}/`) && state ? [state as ViewStates[Name]] : [],
    );
  }

  /** As after a start: what it had no time to answer before. */
  answerAll(): Fact[] {
    return this.answer([...this.facts.values()]);
  }

  /** What it does of its own accord about facts that came in; written at once. */
  answer(news: readonly Fact[], keep = 0): Fact[] {
    const written: Fact[] = [];
    // Each answer may call for the next.
    let facts = news;
    do {
      const touched = this.#touchedBy(facts);
      facts = this.write(
        this.id === hubId
          ? hubAnswers(touched, {
              hubId,
              epoch: this.epoch,
              siteOf: (station) => this.siteOf(station),
              channelOf: (name) => (this.forgetsChannels ? undefined : this.channel(name)),
            })
          : stationAnswers(touched, this.id, {
              hubId,
              keepOf: () => keep,
              promisedOf: (sku) => this.promisedOf(sku),
              channelOf: (name) => this.channel(name),
              wholeIn: this.isWhole ? this.epoch : undefined,
              newId: () => `answer-${this.id}-${this.facts.size}`,
            }),
        "system",
      );
      written.push(...facts);
    } while (facts.length > 0);
    return written;
  }

  promisedOf(sku: string): OrderView[] {
    return this.all("orders").filter((order) => order.allocations.some((part) => part.sku === sku));
  }

  /** All views as text, for comparing. */
  picture(): Map<string, string> {
    return new Map([...this.#documents].map(([name, { state }]) => [name, JSON.stringify(state)]));
  }

  #touchedBy(facts: readonly Fact[]): Touched {
    const names = new Set(facts.flatMap((fact) => touches(fact).map(({ view, id }) => `${view}/${id}`)));
    const orders: OrderView[] = [];
    const stock: StockView[] = [];
    const channels: ChannelView[] = [];
    for (const name of names) {
      const state = this.#documents.get(name)?.state;
      if (state && name.startsWith("orders/")) orders.push(state as OrderView);
      if (state && name.startsWith("stock/")) stock.push(state as StockView);
    }
    // Channels, and what was left to who holds them, are looked at every time.
    for (const document of this.all("people")) if (document.kind === "channel") channels.push(document);
    for (const order of this.all("orders")) {
      if (order.custody.isUnclaimed && !orders.some(({ orderId }) => orderId === order.orderId)) orders.push(order);
    }
    return { orders, stock, channels };
  }

  #take(fact: Fact): void {
    this.facts.set(fact.id, fact);
    const key = foldKey(fact);
    for (const { view, id } of touches(fact)) {
      const name = `${view}/${id}`;
      const mine = this.#touched.get(name) ?? [];
      this.#touched.set(name, mine);
      const present = this.#documents.get(name);
      mine.push(fact);
      if (!present || present.key < key || !this.foldsWhereItBelongs) {
        this.#documents.set(name, { state: fold(view, present?.state as never, id, fact), key });
        continue;
      }
      mine.sort((one, other) => (foldKey(one) < foldKey(other) ? -1 : 1));
      let state: ViewStates[ViewName] | undefined;
      for (const entry of mine) state = fold(view, state as never, id, entry);
      this.#documents.set(name, { state, key: present.key });
    }
  }
}

/** Everybody gets everything, and answers, until nobody has anything more to say. */
export function meet(...members: readonly Member[]): void {
  for (let said = true; said;) {
    said = false;
    for (const member of members) {
      const news = member.receive(members.flatMap((other) => [...other.facts.values()]));
      if (news.length > 0) said = true;
      member.answer(news);
    }
  }
  const [first, ...others] = members.map((member) => Object.fromEntries(member.picture()));
  for (const other of others) expect(other).toEqual(first);
}
