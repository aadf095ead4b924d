import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { ordersByNumber } from "#main/store/order-list.ts";
import { jobIdsOfParcel } from "#main/store/work-list.ts";
import { commonCodes } from "#shared/bridge/call.ts";
import { type BridgeReply, type CallName, contract, type InputOf } from "#shared/bridge/contract.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import type { PackSessionView } from "#shared/packing/pack-session-view.ts";
import type { PrintJobView } from "#shared/printing/print-job-view.ts";
import type { ShopOrder } from "#test/builders/files.ts";
import type { TestStation } from "#test/builders/station.ts";
import { catalogue, type Item, type Order, type Parcel, World } from "./world.ts";

/** The station and the book about it, side by side; what the steps share. */
export class Simulation {
  readonly test: TestStation;
  readonly world = new World();
  /** Where the files lie that come in. */
  readonly files = mkdtempSync(join(tmpdir(), "holdfast-files-"));
  /** SKUs that a catalogue has named. */
  readonly known = new Set<string>();
  readonly orderFiles: { readonly path: string; readonly orders: readonly ShopOrder[] }[] = [];
  /** Ids of the orders placed here, in order. */
  readonly placed: string[] = [];
  readonly shippedParcels: Parcel[] = [];
  #count = 0;

  constructor(test: TestStation) {
    this.test = test;
  }

  end(): void {
    rmSync(this.files, { recursive: true, force: true });
  }

  nextCount(): number {
    this.#count += 1;
    return this.#count;
  }

  /** A call; what it refuses must be in the contract, and must have left no fact. */
  async call<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<BridgeReply<Name>> {
    const before = this.test.factCount();
    const reply = await this.test.call(name, input);
    if (!reply.ok) {
      const codes: readonly string[] = [...contract[name].codes, ...commonCodes];
      expect(codes).toContain(reply.error.code);
      expect(this.test.factCount(), `${name} was refused and left a fact`).toBe(before);
    }
    expect(this.test.problems).toEqual([]);
    return reply;
  }

  async importFile(path: string): Promise<void> {
    expect(await this.call("imports.start", { path, encoding: "utf-8" })).toMatchObject({ ok: true });
    await this.test.station.imports.settled();
    expect(this.test.station.imports.progress()?.state).toEqual({ kind: "finished" });
  }

  itemAt(place: number): Item {
    return catalogue[place % catalogue.length] ?? expect.fail("there is a catalogue");
  }

  /** What a scanner reads off a unit. */
  codeOf(sku: string): string {
    const barcode = catalogue.find((item) => item.sku === sku)?.barcode ?? "";
    return barcode === "" ? sku : barcode.slice(1);
  }

  orderIdOf(number: string): string | undefined {
    return ordersByNumber(this.test.store.statements, number)[0];
  }

  anyOrder(place: number): Order | undefined {
    const orders = [...this.world.orders.values()];
    return orders[place % Math.max(1, orders.length)];
  }

  orderView(orderId: string): OrderView {
    return this.test.store.log.read("orders", orderId) ?? expect.fail(`no order ${orderId}`);
  }

  sessionView(sessionId: string): PackSessionView {
    const view = this.test.store.log.read("work", sessionId);
    return view?.kind === "pack-session" ? view : expect.fail(`no session ${sessionId}`);
  }

  jobView(jobId: string): PrintJobView {
    return this.test.store.log.read("printJobs", jobId) ?? expect.fail(`no print job ${jobId}`);
  }

  jobsOf(parcelId: string): string[] {
    return jobIdsOfParcel(this.test.store.statements, parcelId);
  }

  allParcels(): Parcel[] {
    const open = [...this.world.orders.values()].flatMap((order) => order.session?.parcels ?? []);
    return [...open, ...this.shippedParcels];
  }

  allJobs(): Parcel["jobs"] {
    return this.allParcels().flatMap((parcel) => parcel.jobs);
  }
}
