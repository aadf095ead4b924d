import type { DevicesState, LastScan } from "#shared/bridge/types.ts";
import type { ToldFrame } from "#shared/devices/messages.ts";
import { describeScan } from "#shared/scanning/described-scan.ts";
import type { NoiseReason } from "#shared/scanning/frame-splitter.ts";
import { readScan, type Scan, type ScanProblem } from "#shared/scanning/scan.ts";
import type { ScanSource } from "./input-devices.ts";
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

  frame(frame: ToldFrame, source?: ScanSource): Promise<void> {
    return this.#inTurn(() => this.#frame(frame, source));
  }

  /** A scanner that types, or a button that stands for a barcode. */
  take(text: string): Promise<void> {
    return this.#inTurn(() => this.#take(text, ""));
  }

  /** A scan stands on the answer to the one before it (a quantity, an order opened), however quickly they come. */
  #inTurn(judge: () => Promise<void>): Promise<void> {
    const done = this.#before.then(judge);
    this.#before = done.catch(() => undefined);
    return done;
  }

  async #frame(frame: ToldFrame, source: ScanSource | undefined): Promise<void> {
    if (frame.kind === "scan") return this.#take(frame.text, frame.hex, source);
    this.#remember({ text: "", meaning: noiseWords[frame.reason], hex: frame.hex, noise: frame.reason }, source);
    this.#unreadable(source);
  }

  async #take(text: string, hex: string, source?: ScanSource): Promise<void> {
    const scan = readScan(text);
    const words = scan.ok ? meaning(scan.value) : problemWords[scan.error];
    this.#remember({ text, meaning: words, hex, noise: null }, source);
    if (scan.ok) await this.#deliver(scan.value, source);
    else if (scan.error !== "empty") this.#unreadable(source);
  }

  async #deliver(scan: Scan, source: ScanSource | undefined): Promise<void> {
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
        return bench.scan(scan, source);
      case "pick":
        return round.scan(scan, source);
      case "desk":
      case "sign-in":
      case "devices":
        this.#context.emit("scanned", { raw: scan.raw, kind: scan.kind, value: valueOf(scan) });
    }
  }

  #unreadable(source: ScanSource | undefined): void {
    if (this.#route === "pack") this.#parts.bench.unreadable(source);
    if (this.#route === "pick") this.#parts.round.unreadable(source);
  }

  #remember(
    { text, meaning: words, hex, noise }: Pick<LastScan, "text" | "meaning" | "hex" | "noise">,
    source: ScanSource | undefined,
  ): void {
    const scan: LastScan = {
      at: this.#context.clock(),
      text: text.slice(0, 200),
      meaning: words,
      scanner: source?.name ?? "",
      hex,
      described: describeScan(text),
      noise,
    };
    this.#last = [scan, ...this.#last].slice(0, rememberedScans);
    if (this.#route === "devices") this.#context.emit("changed", { tags: ["devices"] });
  }
}

const noiseWords: Readonly<Record<NoiseReason, string>> = {
  "too-long": "Too long for a barcode",
  "no-suffix": "No line end: set the scanner to send CR",
  "even-parity": "Even parity and 7 data bits: set the port or the scanner so",
  "odd-parity": "Odd parity and 7 data bits: set the port or the scanner so",
  "broken-report": "A broken report: scan it again",
};

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
