import { createServer, type Server, type Socket } from "node:net";

/**
 * How the printer behaves from the next connection on. `ok`: takes the whole job, then ends the connection. `refuse`: nothing
 * listens. `hang`: takes the connection and never reads. `close-halfway`: keeps half of what comes first and breaks off.
 */
export type FakePrinterMode = "ok" | "refuse" | "hang" | "close-halfway";

export interface FakePrinter {
  readonly host: string;
  readonly port: number;
  /** The bytes of every whole job, in order. Connections that brought none, or only asked `~HS`, are no jobs. */
  readonly jobs: readonly Uint8Array[];
  /** What came of jobs that were broken off. */
  readonly torn: readonly Uint8Array[];
  setMode(mode: FakePrinterMode): Promise<void>;
  /** Resolves once `count` whole jobs have come since the start. */
  waitForJobs(count: number): Promise<readonly Uint8Array[]>;
  close(): Promise<void>;
}

const host = "127.0.0.1";

/** A good status: nothing out, nothing waiting. */
const statusReply = [
  "\u0002030,0,0,1225,000,0,0,0,000,0,0,0\u0003\r\n",
  "\u0002000,0,0,0,0,2,4,0,00000000,1,000\u0003\r\n",
  "\u00021234,0\u0003\r\n",
].join("");

/** A label printer on a port of this machine that keeps what it is sent instead of printing it. */
export async function startFakePrinter(
  options: { readonly mode?: FakePrinterMode; readonly port?: number } = {},
): Promise<FakePrinter> {
  const printer = new FakePrinterServer(options.mode ?? "ok");
  await printer.listen(options.port ?? 0);
  if (options.mode === "refuse") await printer.setMode("refuse");
  return printer;
}

class FakePrinterServer implements FakePrinter {
  readonly host = host;
  readonly jobs: Uint8Array[] = [];
  readonly torn: Uint8Array[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #waiting = new Set<() => void>();
  #server: Server | undefined;
  #mode: FakePrinterMode;
  #port = 0;

  constructor(mode: FakePrinterMode) {
    this.#mode = mode;
  }

  get port(): number {
    return this.#port;
  }

  async listen(port: number): Promise<void> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => this.#serve(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("A TCP listener has a port");
    this.#port = address.port;
  }

  async setMode(mode: FakePrinterMode): Promise<void> {
    this.#mode = mode;
    if (mode === "refuse") await this.#stopListening();
    else if (!this.#server) await this.listen(this.#port);
  }

  async waitForJobs(count: number): Promise<readonly Uint8Array[]> {
    while (this.jobs.length < count) {
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
      });
    }
    return this.jobs;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await this.#stopListening();
  }

  async #stopListening(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    const chunks: Uint8Array[] = [];
    let whole = false;
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      if (!whole && chunks.length > 0) this.torn.push(Buffer.concat(chunks));
    });
    if (this.#mode === "hang") return;
    const breaksOff = this.#mode === "close-halfway";
    socket.on("data", (chunk) => {
      if (chunk.toString("latin1").trim() === "~HS") {
        socket.write(statusReply);
        return;
      }
      chunks.push(breaksOff ? chunk.subarray(0, chunk.length >> 1) : chunk);
      if (breaksOff) socket.resetAndDestroy();
    });
    socket.on("end", () => {
      whole = true;
      if (chunks.length > 0) this.#keep(Buffer.concat(chunks));
      socket.end();
    });
    socket.resume();
  }

  #keep(job: Uint8Array): void {
    this.jobs.push(job);
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
