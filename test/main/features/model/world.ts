/**
 * What a person with paper and pencil would keep of an order desk: who was promised what, what lies where. It knows
 * nothing of facts, folds or tables, and is what the station is held against after every step.
 */

export interface Item {
  readonly sku: string;
  readonly name: string;
  /** 14 digits; empty where only the SKU is printed. */
  readonly barcode: string;
  readonly bin: string;
  readonly price: number;
}

/** Walk order of the bins, as pickers know it. */
export const walk = ["", "A-2", "A-10", "B-1"];

export const catalogue: readonly Item[] = [
  { sku: "BOWL", name: "Oak bowl", barcode: "09520000000011", bin: "A-2", price: 1890 },
  { sku: "TOWEL", name: "Tea towel", barcode: "09520000000028", bin: "A-10", price: 650 },
  { sku: "JUG", name: "Blue jug", barcode: "09520000000035", bin: "A-10", price: 2100 },
  { sku: "TWINE", name: "Garden twine", barcode: "", bin: "B-1", price: 340 },
  { sku: "LOOSE", name: "Loose leaf tea", barcode: "09520000000042", bin: "", price: 720 },
  { sku: "NEVER", name: "Never in stock", barcode: "09520000000059", bin: "B-1", price: 99 },
];

export interface Line {
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly travels: boolean;
  /** Promised and not picked, by bin. */
  promised: Map<string, number>;
  backordered: number;
  /** Picked and not handed over. */
  inTote: number;
  /** Verified in the session at hand. */
  packed: number;
  shipped: number;
  cancelled: number;
}

export interface Job {
  readonly jobId: string;
  readonly copy: number;
  /** Times the printer was given it. */
  tries: number;
  state: "queued" | "sent" | "failed" | "unknown" | "confirmed";
}

export interface Parcel {
  readonly parcelId: string;
  readonly sscc: string;
  bound: boolean;
  /** Prints of its label, the first copy first. */
  readonly jobs: Job[];
}

export interface Session {
  readonly sessionId: string;
  readonly lines: { readonly lineId: string; readonly sku: string; readonly need: number; packed: number }[];
  /** Units in each box, by line. */
  readonly boxes: Map<string, number>[];
  readonly undo: { lineId: string; quantity: number; box: number }[];
  parcels: Parcel[];
}

export interface Order {
  readonly orderId: string;
  readonly number: string;
  readonly placedAt: number;
  readonly name: string;
  /** A label cannot show its address. */
  readonly unprintable: boolean;
  readonly refunded: boolean;
  readonly lines: Line[];
  holds: Map<string, string>;
  cancelled: boolean;
  shippedByShop: boolean;
  listId: string;
  tote: string;
  session: Session | undefined;
}

export interface Stop {
  readonly bin: string;
  readonly sku: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly quantity: number;
  picked: number;
  short: number;
}

export interface List {
  readonly listId: string;
  readonly number: number;
  readonly stops: Stop[];
  at: string;
  readonly undo: { stop: Stop; quantity: number }[];
  closed: boolean;
}

export const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, each) => total + each, 0);

export const promisedUnits = (line: Line): number => sum(line.promised.values());

function change(counts: Map<string, number>, key: string, by: number): void {
  const after = (counts.get(key) ?? 0) + by;
  if (after === 0) counts.delete(key);
  else counts.set(key, after);
}

export class World {
  /** Units in each bin, by SKU. */
  readonly bins = new Map<string, Map<string, number>>();
  /** What the last catalogue said, by SKU. */
  readonly stated = new Map<string, number>();
  /** SKUs that a count found fewer of than had been promised or picked: the one lawful shortage. */
  readonly countedShort = new Set<string>();
  readonly orders = new Map<string, Order>();
  readonly lists = new Map<string, List>();
  listInHand = "";
  pickQuantity = 1;
  onBench = "";
  packQuantity = 1;

  order(orderId: string): Order {
    const order = this.orders.get(orderId);
    if (!order) throw new Error(`The model has no order ${orderId}`);
    return order;
  }

  line(orderId: string, lineId: string): Line {
    const line = this.order(orderId).lines.find((each) => each.lineId === lineId);
    if (!line) throw new Error(`The model has no line ${orderId}/${lineId}`);
    return line;
  }

  binsOf(sku: string): Map<string, number> {
    const known = this.bins.get(sku);
    if (known) return known;
    const made = new Map<string, number>();
    this.bins.set(sku, made);
    return made;
  }

  moveInBin(sku: string, bin: string, by: number): void {
    change(this.binsOf(sku), bin, by);
  }

  promisedAt(sku: string, bin: string): number {
    return sum(
      [...this.orders.values()]
        .flatMap((order) => order.lines.filter((line) => line.sku === sku))
        .map((line) => line.promised.get(bin) ?? 0),
    );
  }

  inTotes(sku: string): number {
    return sum(
      [...this.orders.values()]
        .flatMap((order) => order.lines.filter((line) => line.sku === sku))
        .map((line) => line.inTote),
    );
  }

  promise(line: Line, bin: string, by: number): void {
    change(line.promised, bin, by);
  }

  /** The word for where an order is. */
  stage(order: Order): string {
    if (order.cancelled) return "cancelled";
    const travelling = order.lines.filter((line) => line.travels);
    const left = sum(travelling.map((line) => line.quantity - line.shipped));
    if (travelling.length === 0 ? order.shippedByShop : left === 0) return "shipped";
    if (order.refunded) return "refunded";
    if (order.session && order.session.parcels.length > 0) return "labelled";
    if (order.holds.size > 0) return "on-hold";
    const inTote = sum(travelling.map((line) => line.inTote));
    const promised = sum(travelling.map(promisedUnits));
    const packed = sum(travelling.map((line) => line.packed));
    if (inTote > 0 && packed > 0) return "packing";
    if (inTote > 0 && promised === 0) return order.session ? "packing" : "picked";
    if (promised > 0) return order.listId ? "picking" : "released";
    const backordered = sum(travelling.map((line) => line.backordered));
    return backordered > 0 && backordered === left ? "backordered" : "to-release";
  }

  /** Is something of the order in its tote, or still to come into it? */
  toteOf(order: Order): string {
    if (order.cancelled || order.tote === "") return "";
    return order.lines.some((line) => line.inTote > 0 || promisedUnits(line) > 0) ? order.tote : "";
  }

  /** Oldest first: who ordered first is served first. */
  at(stage: string): Order[] {
    return [...this.orders.values()]
      .filter((order) => this.stage(order) === stage)
      .toSorted((one, other) => one.placedAt - other.placedAt || (one.orderId < other.orderId ? -1 : 1));
  }

  nextTotes(count: number): string[] {
    const taken = new Set([...this.orders.values()].map((order) => this.toteOf(order)));
    const all = Array.from({ length: 99 }, (_, place) => `T-${String(place + 1).padStart(2, "0")}`);
    return all.filter((tote) => !taken.has(tote)).slice(0, count);
  }
}
