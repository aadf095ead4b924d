import type { DevicesState, DeviceState } from "#shared/bridge/types.ts";
import { readScan, type Scan, type ScanProblem } from "#shared/scanning/scan.ts";
import type { Frame } from "../adapters/scanners/frame-splitter.ts";
import type { ScannerStanding } from "../adapters/scanners/serial-scanner.ts";
import type { Bench } from "./packing.ts";
import type { SignIn } from "./people.ts";
import { stationState } from "./people.ts";
import type { PickRound } from "./picking.ts";
import { signedIn, type StationContext } from "./station-context.ts";

export type ScanRoute = "desk" | "pack" | "pick" | "sign-in" | "devices";

const rememberedScans = 20;

/** Brings each scan to what is in front of the person: the bench, the pick round, the desk, or the door. */
export class Scans {
  readonly #context: StationContext;
  readonly #parts: { readonly bench: Bench; readonly round: PickRound; readonly signIn: SignIn };
  #route: ScanRoute = "desk";
  #last: DevicesState["lastScans"][number][] = [];
  #before: Promise<unknown> = Promise.resolve();

  constructor(
    context: StationContext,
    parts: { readonly bench: Bench; readonly round: PickRound; readonly signIn: SignIn },
  ) {
    this.#context = context;
    this.#parts = parts;
  }

  get last(): DevicesState["lastScans"] {
    return this.#last;
  }

  route(to: ScanRoute): void {
    this.#route = to;
  }

  frame(frame: Frame): Promise<void> {
    return this.#inTurn(() => this.#frame(frame));
  }

  take(text: string): Promise<void> {
    return this.#inTurn(() => this.#take(text));
  }

  /** A scan stands on the answer to the one before it (a quantity, an order opened), however quickly they come. */
  #inTurn(judge: () => Promise<void>): Promise<void> {
    const done = this.#before.then(judge);
    this.#before = done.catch(() => undefined);
    return done;
  }

  async #frame(frame: Frame): Promise<void> {
    if (frame.kind === "scan") return this.#take(frame.text);
    this.#remember(
      "",
      frame.reason === "too-long" ? "Too long for a barcode" : "No line end: set the scanner to send CR",
    );
    this.#unreadable();
  }

  async #take(text: string): Promise<void> {
    const scan = readScan(text);
    if (!scan.ok) {
      this.#remember(text, problemWords[scan.error]);
      return scan.error === "empty" ? undefined : this.#unreadable();
    }
    this.#remember(text, meaning(scan.value));
    await this.#deliver(scan.value);
  }

  async #deliver(scan: Scan): Promise<void> {
    const { bench, round, signIn } = this.#parts;
    if (!signedIn(this.#context)) {
      if (scan.kind === "badge" && (await signIn.byBadge(scan.badge))) {
        this.#context.emit("station", stationState(this.#context));
      } else {
        this.#context.emit("scanned", { raw: scan.raw, kind: scan.kind, value: valueOf(scan) });
      }
      return;
    }
    if (scan.kind === "command" && scan.command === "OUT") {
      this.#context.emit("station", await signIn.out());
      return;
    }
    switch (this.#route) {
      case "pack":
        return bench.scan(scan);
      case "pick":
        return round.scan(scan);
      case "desk":
      case "sign-in":
      case "devices":
        this.#context.emit("scanned", { raw: scan.raw, kind: scan.kind, value: valueOf(scan) });
    }
  }

  #unreadable(): void {
    if (this.#route === "pack") this.#parts.bench.unreadable();
    if (this.#route === "pick") this.#parts.round.unreadable();
  }

  #remember(text: string, words: string): void {
    this.#last = [{ at: this.#context.clock(), text: text.slice(0, 200), meaning: words }, ...this.#last].slice(
      0,
      rememberedScans,
    );
    if (this.#route === "devices") this.#context.emit("changed", { tags: ["devices"] });
  }
}

const problemWords: Readonly<Record<ScanProblem, string>> = {
  empty: "Nothing in it",
  "too-long": "Too long for a barcode",
  "control-bytes": "Noise on the line",
  garbled: "An EAN or UPC with a wrong check digit",
};

function valueOf(scan: Scan): string {
  switch (scan.kind) {
    case "command":
      return scan.command;
    case "quantity":
      return String(scan.quantity);
    case "badge":
      return scan.badge;
    case "order":
      return scan.number;
    case "bin":
      return scan.bin;
    case "tote":
      return scan.tote;
    case "sscc":
      return scan.sscc;
    case "gtin":
      return scan.gtin;
    case "code":
      return scan.text;
  }
}

function meaning(scan: Scan): string {
  switch (scan.kind) {
    case "command":
      return `Command: ${scan.command}`;
    case "quantity":
      return `Quantity for the next item: ${scan.quantity}`;
    case "badge":
      return "Badge";
    case "order":
      return `Order ${scan.number}`;
    case "bin":
      return `Bin ${scan.bin}`;
    case "tote":
      return `Tote ${scan.tote}`;
    case "sscc":
      return `Box ${scan.sscc}`;
    case "gtin":
      return `Item ${scan.gtin}`;
    case "code":
      return `Code ${scan.text}`;
  }
}

/** A scanner's standing as the bench and the devices page show it. */
export function scannerState(standing: ScannerStanding, lastAt: number | null): DeviceState {
  switch (standing.kind) {
    case "none":
      return { kind: "none" };
    case "opening":
    case "open":
      return { kind: "ready", detail: standing.path, lastAt };
    case "away":
      return { kind: "trouble", words: standing.words };
  }
}
