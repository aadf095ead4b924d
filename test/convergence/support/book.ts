import type { Fact } from "#shared/facts/kinds.ts";

/**
 * What somebody who sees everybody's hands would keep: where units lie and what is promised, at each moment as it
 * happens. It knows nothing of stamps, folds or rights.
 */
export class Book {
  readonly #mayBeShort: boolean;
  /** Units in each bin: `BOWL bin/A-2`. */
  readonly #units = new Map<string, number>();
  readonly #promised = new Map<string, number>();
  readonly #sent = new Map<string, number>();
  readonly #ordered = new Map<string, number>();
  readonly #taken = new Map<string, number>();
  readonly #given = new Map<string, number>();

  constructor(mayBeShort: boolean) {
    this.#mayBeShort = mayBeShort;
  }

  note(fact: Fact): void {
    switch (fact.kind) {
      case "stock.moved":
      case "stock.relocated":
        for (const { sku, from, to, quantity } of fact.body.moves) {
          this.#add(this.#units, `${sku} ${from}`, -quantity);
          this.#add(this.#units, `${sku} ${to}`, quantity);
        }
        break;
      case "stock.counted":
        this.#units.set(`${fact.body.sku} ${fact.body.place}`, fact.body.counted);
        break;
      case "transfer.sent":
        for (const { sku, place, quantity } of fact.body.lines) this.#add(this.#units, `${sku} ${place}`, -quantity);
        break;
      case "transfer.received":
        for (const { sku, place, quantity } of fact.body.lines) this.#add(this.#units, `${sku} ${place}`, quantity);
        break;
      case "order.placed":
        for (const { lineId, quantity } of fact.body.content.lines) {
          this.#ordered.set(`${fact.body.orderId} ${lineId}`, quantity);
        }
        for (const tender of fact.body.content.tenders) {
          const key = `${fact.body.orderId} ${tender.tenderId}`;
          if (tender.state === "captured") this.#taken.set(key, tender.amountMinor);
        }
        break;
      case "order.linesChanged":
        for (const { lineId, quantity } of fact.body.lines)
          this.#ordered.set(`${fact.body.orderId} ${lineId}`, quantity);
        break;
      case "order.released":
        for (const { sku, place, quantity } of fact.body.allocations) this.#promise(`${sku} ${place}`, quantity);
        break;
      case "order.cancelled":
      case "order.unpromised":
      case "pick.closed":
        for (const { sku, place, quantity } of fact.body.freed) this.#add(this.#promised, `${sku} ${place}`, -quantity);
        break;
      case "pick.confirmed": {
        const key = `${fact.body.sku} ${fact.body.place}`;
        this.#add(this.#units, key, -fact.body.quantity);
        this.#add(this.#promised, key, -fact.body.quantity);
        break;
      }
      case "pick.undone": {
        const key = `${fact.body.sku} ${fact.body.place}`;
        this.#add(this.#units, key, fact.body.quantity);
        this.#add(this.#promised, key, fact.body.quantity);
        break;
      }
      case "pick.shorted": {
        const key = `${fact.body.sku} ${fact.body.place}`;
        this.#add(this.#promised, key, -fact.body.quantity);
        this.#units.set(key, Math.max(0, (this.#units.get(key) ?? 0) - fact.body.quantity));
        break;
      }
      case "order.shipped":
        for (const { lineId, quantity } of fact.body.lines) this.#ship(`${fact.body.orderId} ${lineId}`, quantity);
        break;
      case "order.tenderRecorded":
        if (fact.body.tender.state === "captured") {
          this.#add(this.#taken, `${fact.body.orderId} ${fact.body.tender.tenderId}`, fact.body.tender.amountMinor);
        }
        break;
      case "order.refunded":
        this.#give(`${fact.body.orderId} ${fact.body.tenderId}`, fact.body.amountMinor);
        break;
      default:
        break;
    }
  }

  /** A fact that went down with the hub before anybody had heard of it. */
  forget(fact: Fact): void {
    if (fact.kind === "order.refunded") {
      this.#add(this.#given, `${fact.body.orderId} ${fact.body.tenderId}`, -fact.body.amountMinor);
    }
  }

  #promise(key: string, quantity: number): void {
    this.#add(this.#promised, key, quantity);
    const [promised, there] = [this.#promised.get(key) ?? 0, this.#units.get(key) ?? 0];
    if (!this.#mayBeShort && promised > there) {
      throw new Error(`${promised} units of ${key} are promised and ${there} are there`);
    }
  }

  #ship(key: string, quantity: number): void {
    this.#add(this.#sent, key, quantity);
    const [sent, ordered] = [this.#sent.get(key) ?? 0, this.#ordered.get(key) ?? 0];
    if (sent > ordered) throw new Error(`${sent} units of order line ${key} were shipped and ${ordered} were ordered`);
  }

  #give(key: string, amountMinor: number): void {
    this.#add(this.#given, key, amountMinor);
    const taken = this.#taken.get(key) ?? 0;
    // A tender that was taken twice has a second name in the view; what it took is in the first here.
    if (!key.includes("/") && (this.#given.get(key) ?? 0) > taken) {
      throw new Error(`${this.#given.get(key)} was given back of tender ${key}, and ${taken} was taken`);
    }
  }

  #add(counts: Map<string, number>, key: string, by: number): void {
    counts.set(key, (counts.get(key) ?? 0) + by);
  }
}
