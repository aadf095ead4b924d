import { createServer, type Server, type Socket } from "node:net";
import type { SeededRandom } from "../crash/seeded-random.ts";

/** What goes wrong, each as a chance from 0 to 1. */
export interface LabelPrinterFaults {
  /** A connection is reset in the middle of what comes in. */
  readonly reset: number;
  /** A connection is taken and dropped at once. */
  readonly drop: number;
  /** Before a label: the roll is empty, until somebody puts a new one in. */
  readonly paperOut: number;
  /** Another computer prints a label of its own before ours. */
  readonly foreign: number;
}

export interface LabelPrinterOptions {
  readonly random: SeededRandom;
  readonly faults: LabelPrinterFaults;
  /** How long a label takes; it is counted when it is out. */
  readonly printMs: number;
  /** Longest delay of an answer. */
  readonly answerMs: number;
  /** How soon somebody puts in paper. */
  readonly refillMs: number;
  /** Where it listens; left out: for this computer alone. */
  readonly host?: string;
}

/** A line other than TCP: a serial one, the device's end of a USB printer. */
export interface PrinterLine {
  onText(take: (text: string) => void): void;
  say(text: string): void;
}

export const noFaults: LabelPrinterFaults = { reset: 0, drop: 0, paperOut: 0, foreign: 0 };

const longestBuffer = 1024 * 1024;
const commands = /~HS|~HQES|~JA|! U1 getvar "([a-z_.]+)"|\^XA[\s\S]*?\^XZ/;

/**
 * A label printer as real ones are: it has a buffer, prints one label after the other, counts a label when it is out, keeps
 * what it was sent when the connection dies, and says nothing to `~HS` while it is out of paper.
 */
export class LabelPrinter {
  readonly host: string;
  /** The formats that came out on paper, in order; a job printed twice is there twice. */
  readonly paper: string[] = [];
  faults: LabelPrinterFaults;
  count: number;
  dotsPerInch = 203;
  readonly #options: LabelPrinterOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #formats: string[] = [];
  #buffer = "";
  #paperOut = false;
  #headOpen = false;
  #running = false;
  #port = 0;

  private constructor(options: LabelPrinterOptions) {
    this.#options = options;
    this.host = options.host ?? "127.0.0.1";
    this.faults = options.faults;
    this.count = options.random.between(0, 50_000);
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async start(options: LabelPrinterOptions): Promise<LabelPrinter> {
    const printer = new LabelPrinter(options);
    await new Promise<void>((resolve) => {
      printer.#server.listen(0, printer.host, resolve);
    });
    const address = printer.#server.address();
    if (address === null || typeof address === "string") throw new Error("A TCP listener has a port");
    printer.#port = address.port;
    return printer;
  }

  /** At the end of a line that is there already. */
  static on(line: PrinterLine, options: LabelPrinterOptions): LabelPrinter {
    const printer = new LabelPrinter(options);
    line.onText((text) => printer.#take(text, (reply) => line.say(reply)));
    return printer;
  }

  get port(): number {
    return this.#port;
  }

  /** Nothing is in it any more. */
  get isIdle(): boolean {
    return this.#formats.length === 0 && !this.#running;
  }

  set headOpen(open: boolean) {
    this.#headOpen = open;
    if (!open) void this.#print();
  }

  set paperOut(out: boolean) {
    this.#paperOut = out;
    if (!out) void this.#print();
  }

  /** The other computer was killed: its connections are gone, what had arrived is not. */
  dropConnections(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    this.dropConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #chance(chance: number): boolean {
    return this.#options.random.chance(chance);
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket)).on("error", () => socket.destroy());
    if (this.#chance(this.faults.drop)) {
      socket.destroy();
      return;
    }
    const say = (reply: string): void => void (socket.destroyed || socket.write(reply));
    socket.on("data", (chunk) => {
      const text = chunk.toString("latin1");
      if (!this.#chance(this.faults.reset)) return this.#take(text, say);
      // All of it had arrived, or some.
      const { random } = this.#options;
      this.#take(text.slice(0, random.chance(0.5) ? text.length : random.between(0, text.length)), say);
      socket.resetAndDestroy();
    });
  }

  #take(text: string, say: (reply: string) => void): void {
    this.#buffer = (this.#buffer + text).slice(-longestBuffer);
    for (;;) {
      const found = commands.exec(this.#buffer);
      if (!found) return;
      const [command] = found;
      // A format that was begun and cut off swallows what comes after it, as in a real printer.
      const begun = this.#buffer.indexOf("^XA");
      this.#buffer = this.#buffer.slice(0, found.index) + this.#buffer.slice(found.index + command.length);
      if (command.startsWith("^XA")) this.#queue(command);
      else if (command === "~JA") this.#forget(begun);
      else this.#answer(command, found[1], say);
    }
  }

  #queue(format: string): void {
    this.#formats.push(format);
    void this.#print();
  }

  #forget(begun: number): void {
    if (begun >= 0) this.#buffer = this.#buffer.slice(0, begun);
    this.#formats.length = 0;
  }

  #answer(command: string, variable: string | undefined, say: (reply: string) => void): void {
    const reply = this.#reply(command, variable);
    if (reply === "") return;
    setTimeout(() => say(reply), this.#options.random.between(0, this.#options.answerMs));
  }

  #reply(command: string, variable: string | undefined): string {
    if (command === "~HQES") {
      const bits = (this.#paperOut ? 1 : 0) | (this.#headOpen ? 4 : 0);
      const errors = bits === 0 ? "0 00000000 00000000" : `1 00000000 0000000${bits}`;
      return `\u0002\r\n\r\n  PRINTER STATUS\r\n   ERRORS:         ${errors}\r\n   WARNINGS:       0 00000000 00000000\r\n\u0003`;
    }
    if (variable === "odometer.total_label_count") return `"${this.count}"`;
    if (variable === "head.resolution.in_dpi") return `"${this.dotsPerInch}"`;
    if (variable !== undefined) return '"?"';
    if (this.#paperOut || this.#headOpen) return "";
    const waiting = String(this.#formats.length).padStart(3, "0");
    const partial = this.#buffer.includes("^XA") ? 1 : 0;
    return [
      `\u0002030,0,0,1225,${waiting},0,0,${partial},000,0,0,0\u0003\r\n`,
      `\u0002000,0,0,0,0,2,4,0,0000000${this.#running ? 1 : 0},1,000\u0003\r\n`,
      "\u00021234,0\u0003\r\n",
    ].join("");
  }

  async #print(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    while (this.#formats.length > 0 && !this.#paperOut && !this.#headOpen) {
      if (this.#chance(this.faults.foreign)) this.count += 1;
      if (this.#chance(this.faults.paperOut)) {
        this.#paperOut = true;
        setTimeout(() => (this.paperOut = false), this.#options.refillMs);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, this.#options.printMs));
      const format = this.#formats.shift();
      if (format === undefined) break;
      this.paper.push(format);
      this.count += 1;
    }
    this.#running = false;
  }
}
