import type { Fact } from "#shared/facts/kinds.ts";
import { type Draft } from "#shared/facts/kinds.ts";
import { hubId, Member } from "#test/builders/company.ts";
import { type SeededRandom, seededRandom } from "#test/crash/seeded-random.ts";
import { checkHouse, checkMember } from "./checks.ts";
import { Book } from "./book.ts";
import type { PlantedBug } from "./planted.ts";
import { siteOfStation } from "./sites.ts";
import { stationCount } from "./steps.ts";

/** A machine stopped right after one of its writes. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  readonly who: number | "hub";
  constructor(who: number | "hub") {
    super(`${who} stopped`);
    this.who = who;
  }
}

interface Link {
  connected: boolean;
  /** Own facts up to this sequence the station believes the hub to hold. */
  acknowledged: number;
  /** How much of the hub's log the station has. */
  checkpoint: number;
  /** Pushes on their way, that come when they come. */
  readonly delayed: Fact[][];
}

/**
 * Stations and a hub that exchange facts over lines that fail: what is sent may be cut off, come twice, late or in another
 * order. The hub's log has an order of arrival; a pull gives what is behind a checkpoint in it.
 */
export class Company {
  readonly stations: Member[] = [];
  readonly links: Link[] = [];
  readonly book: Book;
  readonly bug: PlantedBug | undefined;
  readonly hubId = hubId;
  hub: Member;
  /** Sees every fact at once: what is true, whoever knows it. */
  #truth: Member;
  #isWhole = true;
  readonly #counts: boolean;
  /** Facts in the order the hub took them. */
  log: Fact[] = [];
  /** Every fact there ever was, by id: none may be lost. */
  readonly written = new Map<string, Fact>();
  /** Stations that a restored hub has not heard from yet. */
  readonly #unheard = new Set<number>();
  #backup: Fact[] = [];
  /** Writes until whoever writes then stops; undefined: nobody does. */
  #writesLeft: number | undefined;
  /** The hub stopped before it had answered. */
  #owesAnswers = false;
  #epoch = 1;
  #now = Date.UTC(2026, 10, 16, 9);
  readonly #random: SeededRandom;

  constructor(options: { readonly seed: number; readonly counts: boolean; readonly bug?: PlantedBug }) {
    this.bug = options.bug;
    this.#random = seededRandom(options.seed);
    this.book = new Book(options.counts);
    this.#counts = options.counts;
    this.#truth = new Member("truth", this.#now);
    for (let index = 0; index < stationCount; index += 1) {
      this.stations.push(this.#made(new Member(`station-${index}`, this.#now)));
      this.links.push({ connected: true, acknowledged: 0, checkpoint: 0, delayed: [] });
    }
    this.hub = this.#made(new Member(hubId, this.#now));
    for (const index of this.stations.keys()) this.skew(index);
  }

  station(index: number): Member {
    const member = this.stations[index];
    if (!member) throw new Error(`There is no station ${index}`);
    return member;
  }

  link(index: number): Link {
    const link = this.links[index];
    if (!link) throw new Error(`There is no line to station ${index}`);
    return link;
  }

  get now(): number {
    return this.#now;
  }

  /** Some time passes, on every clock alike. */
  tick(): void {
    const passed = this.#random.between(1, 60_000);
    this.#now += passed;
    for (const member of [...this.stations, this.hub]) member.now += passed;
  }

  /** Its clock is set anew, up to ten minutes off. */
  skew(index: number): void {
    this.station(index).now = this.#now + this.#random.between(-600_000, 600_000);
  }

  /** A station writes, and all it wrote is checked at once. */
  write(index: number, drafts: readonly Draft[]): void {
    if (drafts.length === 0) return;
    this.#note(this.station(index).write(drafts));
    this.#wrote(index);
  }

  /** After so many more writes, whoever made the last one stops before it does anything else. */
  stopAfter(writes: number): void {
    this.#writesLeft = writes;
  }

  /** Starts again from what its disk holds. */
  startAgain({ who }: Stopped): void {
    if (who !== "hub") return this.crash(who);
    this.hub = this.#made(Member.restarted(hubId, this.log, this.#now));
    this.#owesAnswers = true;
  }

  #wrote(who: number | "hub"): void {
    if (this.#writesLeft === undefined) return;
    this.#writesLeft -= 1;
    if (this.#writesLeft >= 0) return;
    this.#writesLeft = undefined;
    throw new Stopped(who);
  }

  exchange(index: number, fault?: "cut-push" | "cut-pull" | "delay-push"): void {
    const link = this.link(index);
    if (!link.connected) return;
    this.#push(index, fault);
    if (fault === "cut-push" || fault === "delay-push") return;
    this.#pull(index, fault === "cut-pull");
  }

  /** A push that was thought lost comes after all. */
  deliver(index: number): void {
    const facts = this.link(index).delayed.shift();
    if (facts) this.#take(index, facts);
  }

  /** The machine stops; what its disk holds is read again. */
  crash(index: number): void {
    const before = this.station(index);
    const order = this.#shuffled([...before.facts.values()]);
    const after = Member.restarted(before.id, order, this.#now + this.#random.between(-600_000, 600_000));
    after.epoch = before.epoch;
    after.isWhole = before.isWhole;
    this.stations[index] = this.#made(after);
    // What it knew of the hub may be older than what it had sent.
    this.link(index).acknowledged = this.#random.between(0, this.link(index).acknowledged);
    this.#note(after.answerAll());
  }

  backup(): void {
    this.#backup = [...this.log];
  }

  /** The hub comes back as it was; what it took and gave since then only stations know. */
  restore(): void {
    this.log = [...this.#backup];
    this.#isWhole = false;
    this.hub = this.#made(Member.restarted(hubId, this.log, this.#now));
    this.#epoch += 1;
    this.hub.epoch = String(this.#epoch);
    for (const index of this.stations.keys()) {
      this.#unheard.add(index);
      this.link(index).checkpoint = 0;
    }
    // What the hub alone knew is gone, and nobody has acted on it.
    const known = new Set(
      [...this.log, ...this.stations.flatMap((station) => [...station.facts.values()])].map(({ id }) => id),
    );
    for (const [id, fact] of this.written) {
      if (known.has(id)) continue;
      this.written.delete(id);
      this.book.forget(fact);
    }
    this.#truth = Member.restarted("truth", this.written.values(), this.#now);
  }

  /**
   * What must hold at every moment: of all there is, and of what one station knows. After the hub was restored, a station
   * may hear of a promise before it hears where the units came from; then only the first can be asked for.
   */
  checkNow(index: number): void {
    checkMember(this.#truth, { counts: this.#counts });
    if (this.#isWhole) checkMember(this.station(index), { counts: this.#counts });
  }

  /** Everybody is reached, until nobody has anything new to say. */
  heal(): void {
    this.#writesLeft = undefined;
    for (const link of this.links) link.connected = true;
    for (const index of this.stations.keys()) while (this.link(index).delayed.length > 0) this.deliver(index);
    for (let rounds = 0, said = -1; said !== this.log.length; rounds += 1) {
      if (rounds > 200) throw new Error("They never stop answering each other");
      said = this.log.length;
      for (const index of this.stations.keys()) {
        this.exchange(index);
        this.#note(this.station(index).answerAll());
        this.exchange(index);
      }
    }
  }

  #made(member: Member): Member {
    member.foldsWhereItBelongs = this.bug !== "folds-in-order-of-arrival";
    member.site = siteOfStation(member.id);
    member.siteOf = siteOfStation;
    member.forgetsChannels = this.bug === "gives-orders-of-a-held-channel";
    return member;
  }

  #push(index: number, fault: "cut-push" | "cut-pull" | "delay-push" | undefined): void {
    const link = this.link(index);
    const station = this.station(index);
    const facts = station.ownAfter(link.acknowledged);
    if (this.#unheard.has(index)) {
      // The hub has come back with less than it had: it is given all of ours, and all of its own that we know.
      const known = [...station.facts.values()].filter((fact) => fact.station === station.id || fact.station === hubId);
      this.#take(index, this.#shuffled(known), false);
      this.#unheard.delete(index);
      if (this.#unheard.size === 0) this.#hubAnswers([...this.hub.facts.values()]);
      link.acknowledged = this.#held(index);
      return;
    }
    if (fault === "delay-push") {
      link.delayed.push(facts);
      return;
    }
    this.#take(index, facts);
    if (fault === "cut-push") {
      if (this.bug === "seals-again-after-a-lost-reply" && facts.length > 0) {
        this.#note(station.write(facts.map(({ stream, kind, body }) => ({ stream, kind, body }) as Draft)));
      }
      return;
    }
    link.acknowledged = this.#held(index);
  }

  /** The hub takes what it has not got, each station's facts without a gap. */
  #take(index: number, facts: readonly Fact[], isInOrder = true): void {
    let expected = this.#held(index) + 1;
    const inOrder = facts.toSorted((one, other) => one.sequence - other.sequence);
    const taken = inOrder.filter((fact) => {
      if (this.hub.facts.has(fact.id)) return false;
      if (fact.station !== hubId && isInOrder && fact.sequence !== expected) return false;
      if (fact.station !== hubId) expected = fact.sequence + 1;
      return true;
    });
    this.log.push(...taken);
    this.hub.receive(taken);
    this.hub.now = this.#now;
    if (taken.length > 0) this.#wrote("hub");
    if (this.#unheard.size === 0 || this.bug === "gives-while-healing") this.#hubAnswers(taken);
  }

  #hubAnswers(news: readonly Fact[]): void {
    const answers = this.hub.answer(this.#owesAnswers ? [...this.hub.facts.values()] : news);
    this.#owesAnswers = false;
    this.log.push(...answers);
    this.#note(answers);
    if (answers.length > 0) this.#wrote("hub");
  }

  /** Up to which number the hub has a station's facts without a gap. */
  #held(index: number): number {
    const { id } = this.station(index);
    const sequences = new Set(this.log.filter((fact) => fact.station === id).map((fact) => fact.sequence));
    let held = 0;
    while (sequences.has(held + 1)) held += 1;
    return held;
  }

  #pull(index: number, isCut: boolean): void {
    const link = this.link(index);
    const station = this.station(index);
    if (station.epoch !== this.hub.epoch) {
      station.epoch = this.hub.epoch;
      station.isWhole = false;
    }
    for (;;) {
      const page = this.log.slice(link.checkpoint, link.checkpoint + this.#random.between(1, 60));
      if (page.length === 0) {
        station.isWhole = true;
        this.#note(station.answer([]));
        return;
      }
      const skipped = this.bug === "checkpoint-skips-a-fact" && this.#random.chance(0.05) ? 1 : 0;
      // A page may come in any order, and some of it again.
      const news = station.receive(this.#shuffled([...page, ...page.slice(0, 3)]));
      if (isCut) return;
      if (news.length > 0) this.#wrote(index);
      link.checkpoint += page.length + skipped;
      const answers = station.answer(news);
      this.#note(answers);
      if (answers.length > 0) this.#wrote(index);
    }
  }

  #shuffled(facts: Fact[]): Fact[] {
    return facts
      .map((fact) => ({ fact, place: this.#random.between(0, 1_000_000) }))
      .toSorted((one, other) => one.place - other.place)
      .map(({ fact }) => fact);
  }

  #note(facts: readonly Fact[]): void {
    for (const fact of facts) {
      checkHouse(fact);
      this.written.set(fact.id, fact);
      this.#truth.receive([fact]);
      this.book.note(fact);
    }
  }
}
