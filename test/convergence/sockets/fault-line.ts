import { once } from "node:events";
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { SeededRandom } from "../../crash/seeded-random.ts";

/** What may happen to one request and its answer. */
export const faults = [
  /** It comes later than what was sent after it. */
  "delay",
  /** It comes twice; the second time at once, before or after the first. */
  "double",
  /** The sender believes it lost; it comes all the same, when others have long come. */
  "late",
  /** Only the first bytes of it come. */
  "cut-request",
  /** It comes, and only the first bytes of its answer come back. */
  "cut-answer",
  /** Nobody hears anything. */
  "lost",
] as const;
export type Fault = (typeof faults)[number];

interface Message {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A line between one station and the hub over real sockets, on which every request may meet a fault. */
export class FaultLine {
  isConnected = true;
  /** Of a hundred requests, how many meet a fault. */
  chance = 0;
  /** A planted bug: pages of facts come with one of them left out, as from a hub whose checkpoint went too far. */
  leavesOut = false;
  /** What the next requests meet, whatever the chance. */
  readonly next: Fault[] = [];
  readonly met = new Map<Fault, number>();
  readonly #server: Server;
  readonly #random: SeededRandom;
  readonly #hub: () => string;
  readonly #open = new Set<Socket>();
  readonly #onTheirWay = new Set<Promise<unknown>>();

  static async to(hub: () => string, random: SeededRandom): Promise<FaultLine> {
    const line = new FaultLine(hub, random);
    line.#server.listen(0, "127.0.0.1");
    await once(line.#server, "listening");
    return line;
  }

  private constructor(hub: () => string, random: SeededRandom) {
    this.#hub = hub;
    this.#random = random;
    this.#server = createServer((asked, answer) => {
      this.#carry(asked, answer).catch(() => asked.socket.destroy());
    });
    this.#server.on("connection", (socket) => {
      if (!this.isConnected) socket.destroy();
      this.#open.add(socket);
      socket.on("error", () => undefined);
      socket.once("close", () => this.#open.delete(socket));
    });
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.isConnected = false;
    for (const socket of this.#open) socket.destroy();
  }

  /** From here on everything comes through; what was late has come when this resolves. */
  async mend(): Promise<void> {
    this.isConnected = true;
    this.chance = 0;
    this.next.length = 0;
    await Promise.all(this.#onTheirWay);
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await Promise.all(this.#onTheirWay);
  }

  async #carry(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of asked) pieces.push(piece as Buffer);
    const { host: _host, connection: _connection, ...headers } = asked.headers;
    const message = { method: asked.method ?? "GET", path: asked.url ?? "/", headers, body: Buffer.concat(pieces) };
    const fault =
      this.next.shift() ?? (this.#random.between(1, 100) <= this.chance ? this.#random.pick(faults) : undefined);
    if (fault) this.met.set(fault, (this.met.get(fault) ?? 0) + 1);
    switch (fault) {
      case "lost":
        return void asked.socket.destroy();
      case "late":
        this.#follow(pause(this.#random.between(30, 400)).then(() => this.#sendUnheard(message)));
        return void asked.socket.destroy();
      case "cut-request":
        this.#follow(this.#sendHalf(message));
        return void asked.socket.destroy();
      case "delay":
        await pause(this.#random.between(5, 150));
        return this.#pass(message, answer, undefined);
      case "double":
        this.#follow(this.#sendUnheard(message));
        return this.#pass(message, answer, undefined);
      case "cut-answer":
        return this.#pass(message, answer, this.#random.between(0, 600));
      case undefined:
        return this.#pass(message, answer, undefined);
    }
  }

  /** Sends it on and gives the answer back, or the first `bytes` of it. */
  async #pass(message: Message, answer: ServerResponse, bytes: number | undefined): Promise<void> {
    const sent = this.#send(message);
    answer.once("close", () => sent.destroy());
    sent.end(message.body);
    const [got] = (await once(sent, "response")) as [IncomingMessage];
    if (this.leavesOut && message.path.startsWith("/v1/facts?")) return this.#leaveOut(got, answer);
    answer.writeHead(got.statusCode ?? 500, got.headers);
    answer.flushHeaders();
    let left = bytes;
    got.on("error", () => answer.destroy());
    for await (const piece of got as AsyncIterable<Buffer>) {
      if (left !== undefined && piece.length >= left) {
        answer.write(piece.subarray(0, left));
        answer.socket?.destroySoon();
        sent.destroy();
        return;
      }
      if (left !== undefined) left -= piece.length;
      answer.write(piece);
    }
    if (left === undefined) answer.end();
    else answer.socket?.destroy();
  }

  async #leaveOut(got: IncomingMessage, answer: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of got) pieces.push(piece as Buffer);
    const page = JSON.parse(Buffer.concat(pieces).toString()) as { facts?: unknown[] };
    page.facts?.splice(this.#random.between(0, page.facts.length), 1);
    const { "content-length": _length, ...headers } = got.headers;
    answer.writeHead(got.statusCode ?? 500, headers);
    answer.end(JSON.stringify(page));
  }

  /** Nobody waits for the answer. */
  async #sendUnheard(message: Message): Promise<void> {
    const sent = this.#send(message);
    sent.end(message.body);
    const [got] = (await once(sent, "response")) as [IncomingMessage];
    // A stream would never end.
    if (message.path.startsWith("/v1/stream")) return void sent.destroy();
    got.resume();
    await once(got, "close");
  }

  async #sendHalf(message: Message): Promise<void> {
    const sent = this.#send(message);
    sent.on("error", () => undefined);
    await new Promise<void>((resolve) =>
      sent.write(message.body.subarray(0, message.body.length >> 1), () => resolve()),
    );
    sent.destroy();
  }

  #send({ method, path, headers }: Message): ClientRequest {
    const sent = request(new URL(path, this.#hub()), { method, headers, agent: false });
    sent.on("error", () => undefined);
    return sent;
  }

  #follow(way: Promise<unknown>): void {
    const ended = way.catch(() => undefined).finally(() => this.#onTheirWay.delete(ended));
    this.#onTheirWay.add(ended);
  }
}
