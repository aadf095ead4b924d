import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { connect } from "node:net";
import { Duplex } from "node:stream";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type FlowControl, mayTakeMore, pieceBytes, usualFlowControl } from "#shared/printing/flow-control.ts";
import type { Connection } from "#shared/printing/printer.ts";
import type { NotSentCode } from "#shared/printing/send-outcome.ts";
import { notSentCode } from "./network-printer.ts";

export type RawConnection = Exclude<Connection, { kind: "ipp" }>;

/** What a line can do beyond taking bytes; TCP and USB need none of it. */
export interface LineTraits {
  /** Waits until what was written has left, where closing would throw it away. */
  readonly drain: () => Promise<void>;
  /** How long a byte takes, where that is long. */
  readonly msPerByte: number;
  /** Most bytes that go out in one piece. */
  readonly pieceBytes: number;
  /** Whether the printer has room for another piece. */
  readonly mayTake: () => Promise<boolean>;
  /** Lets go of the line at once, whatever is still in it; `isEmpty` where all that was written is known to have left. */
  readonly end: (stream: Duplex, isEmpty: boolean) => Promise<void>;
}

/** Who would rather wait for a printer that takes nothing than break its job off. */
interface HeldUp {
  readonly signal: AbortSignal;
  readonly tell: () => void;
}

const chunkBytes = 16 * 1024;
const pollMs = 20;

const quickLine: LineTraits = {
  drain: () => Promise.resolve(),
  msPerByte: 0,
  pieceBytes: chunkBytes,
  mayTake: () => Promise.resolve(true),
  end: (stream) =>
    new Promise((resolve) => {
      if (stream.closed) return resolve();
      stream.once("close", resolve).destroy();
    }),
};

/** A line to a printer, whatever it runs over: bytes out, answers in. */
export class Channel {
  readonly #stream: Duplex;
  readonly #traits: LineTraits;
  #received = "";
  #broken = false;
  #isEmpty = false;
  #wake: (() => void) | undefined;

  constructor(stream: Duplex, traits: LineTraits = quickLine) {
    this.#stream = stream;
    this.#traits = traits;
    stream.on("data", (chunk: Buffer) => {
      this.#received = (this.#received + chunk.toString("latin1")).slice(-longestAnswer);
      this.#wake?.();
    });
    const broke = (): void => {
      this.#broken = true;
      this.#wake?.();
    };
    stream.on("end", broke).on("error", broke).on("close", broke);
  }

  get isBroken(): boolean {
    return this.#broken;
  }

  /**
   * Whether all was taken by the other side's system; what lies in a broken line nobody can tell. A side that takes nothing
   * for longer than `timeoutMs` ends it, unless `heldUp` wants to wait: told each time, until it takes more or is called off.
   */
  async write(bytes: Uint8Array, timeoutMs: number, heldUp?: HeldUp): Promise<boolean> {
    const { pieceBytes: size } = this.#traits;
    for (let from = 0; from < bytes.length; from += size) {
      const chunk = bytes.subarray(from, from + size);
      if (this.#broken || !(await this.#writeChunk(chunk, timeoutMs, heldUp))) return false;
    }
    return !this.#broken;
  }

  /** Whether all that was written has left in time; a printer may hold it up as long as it likes. */
  async drained(timeoutMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), timeoutMs + chunkBytes * this.#traits.msPerByte);
    });
    try {
      this.#isEmpty = await Promise.race([this.#traits.drain().then(() => !this.#broken), tooLong]);
      return this.#isEmpty;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Asks, and waits for an answer that `read` can make something of; undefined where none comes in time. */
  async ask<Value>(
    question: string,
    read: (answer: string) => Value | undefined,
    timeoutMs: number,
  ): Promise<Value | undefined> {
    this.#received = "";
    if (!(await this.write(Buffer.from(question, "latin1"), timeoutMs))) return undefined;
    const until = performance.now() + timeoutMs;
    for (;;) {
      const value = read(this.#received);
      if (value !== undefined) return value;
      const left = until - performance.now();
      if (this.#broken || left <= 0) return undefined;
      await this.#news(left);
    }
  }

  /** Resolves once the line may be opened again: serial and USB ports belong to one at a time. */
  async close(): Promise<void> {
    this.#stream.on("error", () => undefined);
    await this.#traits.end(this.#stream, this.#isEmpty);
  }

  #writeChunk(chunk: Uint8Array, timeoutMs: number, heldUp: HeldUp | undefined): Promise<boolean> {
    this.#isEmpty = false;
    return new Promise((resolve) => {
      const wait = timeoutMs + chunk.length * this.#traits.msPerByte;
      let isOver = false;
      const end = (isTaken: boolean): void => {
        isOver = true;
        clearInterval(timer);
        resolve(isTaken);
      };
      const timer = setInterval(() => {
        if (this.#broken || !heldUp || heldUp.signal.aborted) return end(false);
        heldUp.tell();
      }, wait);
      // What was given up while the printer had no room never goes out.
      void this.#untilRoom(() => isOver).then((hasRoom) => {
        if (hasRoom) this.#stream.write(chunk, (trouble) => end(!trouble));
        else end(false);
      });
    });
  }

  async #untilRoom(isOver: () => boolean): Promise<boolean> {
    for (;;) {
      const mayTake = await this.#traits.mayTake();
      if (isOver() || this.#broken) return false;
      if (mayTake) return true;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  #news(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }
}

const longestAnswer = 16 * 1024;

export async function openChannel(
  connection: RawConnection,
  timeoutMs: number,
): Promise<Result<Channel, NotSentCode | "port-missing">> {
  switch (connection.kind) {
    case "tcp":
      return await openSocket(connection.host, connection.port, timeoutMs);
    case "usb":
      return await openDeviceFile(connection.path);
    case "serial":
      return await openSerial(connection);
  }
}

function openSocket(host: string, port: number, timeoutMs: number): Promise<Result<Channel, NotSentCode>> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true, allowHalfOpen: false });
    const giveUp = (code: NotSentCode): void => {
      clearTimeout(timer);
      socket.removeAllListeners().on("error", () => undefined);
      socket.destroy();
      resolve(err(code));
    };
    const timer = setTimeout(() => giveUp("timeout-connecting"), timeoutMs);
    socket.once("error", (trouble: NodeJS.ErrnoException) => giveUp(notSentCode(trouble.code)));
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeAllListeners("error");
      resolve(ok(new Channel(socket)));
    });
  });
}

/** A start bit, eight of data, a stop bit. */
const bitsPerByte = 10;

/**
 * A printer's buffer is small and its line slow: it holds us up while it prints, by XOFF or CTS, which the system heeds, or by
 * its DTR, which we look at between two pieces. Our own DTR, which says that we are there, is up while the port is open.
 */
async function openSerial({ path, baudRate, flow = usualFlowControl }: SerialLine): Promise<OpenedSerial> {
  const { SerialPort } = await import("serialport");
  return await new Promise((resolve) => {
    const heeded = { xon: flow === "xon-xoff", rtscts: flow === "rts-cts" };
    const port = new SerialPort({ path, baudRate, ...heeded, autoOpen: false });
    port.open((trouble) =>
      resolve(trouble ? err("port-missing") : ok(new Channel(port, serialTraits(port, baudRate, flow)))),
    );
  });
}

type SerialLine = Extract<Connection, { kind: "serial" }>;
type OpenedSerial = Result<Channel, "port-missing">;
type Told<Value> = (problem: Error | null, value?: Value) => void;

/** What of a serial port is used beside its stream. */
export interface SerialPortCalls {
  readonly isOpen: boolean;
  drain(done: (problem: Error | null) => void): void;
  flush(done: (problem: Error | null) => void): void;
  close(done: (problem: Error | null) => void): void;
  get(told: Told<{ readonly dsr: boolean }>): void;
}

export function serialTraits(port: SerialPortCalls, baudRate: number, flow: FlowControl): LineTraits {
  const drain = (): Promise<void> =>
    new Promise((done) => {
      port.drain(() => done());
    });
  // A pseudo-terminal and some adapters have no such lines: they are written to as if none were wanted.
  const lines = (): Promise<{ readonly dsr: boolean } | undefined> =>
    new Promise((done) => {
      port.get((problem, status) => done(problem ? undefined : status));
    });
  return {
    drain,
    msPerByte: (bitsPerByte * 1000) / baudRate,
    pieceBytes: pieceBytes(flow, chunkBytes),
    async mayTake() {
      if (flow !== "dtr-dsr") return true;
      // What still lies in the system is on its way to the printer, whatever its lines say.
      await drain();
      return mayTakeMore(flow, await lines());
    },
    // Its stream's own destroy does not close the port. What a printer holds up is thrown away: closing would wait for it.
    // What has left is not: a pseudo-terminal or an adapter may still hold it on its way to the printer.
    end: (_stream, isEmpty) =>
      new Promise((done) => {
        const close = (): void => port.close(() => done());
        if (!port.isOpen) done();
        else if (isEmpty) close();
        else port.flush(close);
      }),
  };
}

async function openDeviceFile(path: string): Promise<Result<Channel, "port-missing">> {
  try {
    const flags = constants.O_RDWR | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
    const file = await open(path, flags);
    // A print must never end in a file that somebody named by mistake.
    if ((await file.stat()).isCharacterDevice()) {
      const stream = new DeviceFile(file);
      return ok(new Channel(stream, { ...quickLine, drain: () => stream.drained() }));
    }
    await file.close();
    return err("port-missing");
  } catch {
    return err("port-missing");
  }
}

/**
 * A character device such as /dev/usb/lp0. A blocking read of it would hold one of the few threads of the file system for
 * ever, so it is opened without blocking and asked again and again while somebody listens.
 */
class DeviceFile extends Duplex {
  readonly #file: FileHandle;
  #timer: NodeJS.Timeout | undefined;

  constructor(file: FileHandle) {
    super({ allowHalfOpen: true });
    this.#file = file;
  }

  /**
   * Without blocking, the kernel takes a last piece before the printer has, and drops it when the file is closed. Until the
   * printer has taken it, a write of nothing is told to try again.
   */
  async drained(): Promise<void> {
    while (!this.destroyed) {
      try {
        // A string, for an empty buffer never gets to the kernel.
        await this.#file.write("");
        return;
      } catch (problem) {
        if ((problem as NodeJS.ErrnoException).code !== "EAGAIN") return;
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    }
  }

  override _read(): void {
    this.#poll();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (problem?: Error | null) => void): void {
    void this.#writeAll(chunk, 0, done);
  }

  override _destroy(problem: Error | null, done: (problem?: Error | null) => void): void {
    clearTimeout(this.#timer);
    this.#file.close().then(
      () => done(problem),
      () => done(problem),
    );
  }

  #poll(): void {
    clearTimeout(this.#timer);
    if (this.destroyed) return;
    const buffer = Buffer.alloc(4096);
    this.#file.read(buffer, 0, buffer.length, null).then(
      ({ bytesRead }) => {
        if (bytesRead > 0) this.push(buffer.subarray(0, bytesRead));
        else this.#timer = setTimeout(() => this.#poll(), pollMs);
      },
      (problem: NodeJS.ErrnoException) => {
        if (problem.code === "EAGAIN") this.#timer = setTimeout(() => this.#poll(), pollMs);
        else this.destroy(problem);
      },
    );
  }

  async #writeAll(chunk: Buffer, from: number, done: (problem?: Error | null) => void): Promise<void> {
    try {
      let at = from;
      while (at < chunk.length && !this.destroyed) {
        try {
          at += (await this.#file.write(chunk, at)).bytesWritten;
        } catch (problem) {
          // Its buffer is full: paper is out, or it prints.
          if ((problem as NodeJS.ErrnoException).code !== "EAGAIN") throw problem;
          await new Promise((resolve) => setTimeout(resolve, pollMs));
        }
      }
      done();
    } catch (problem) {
      done(problem instanceof Error ? problem : new Error(String(problem)));
    }
  }
}
