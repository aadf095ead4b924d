import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { connect } from "node:net";
import { Duplex } from "node:stream";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Connection } from "#shared/printing/printer.ts";
import type { NotSentCode } from "#shared/printing/send-outcome.ts";
import { notSentCode } from "./network-printer.ts";

export type RawConnection = Exclude<Connection, { kind: "ipp" }>;

/** What a line can do beyond taking bytes; TCP and USB need none of it. */
interface LineTraits {
  /** Waits until what was written has left, where closing would throw it away. */
  readonly drain: () => Promise<void>;
  /** How long a byte takes, where that is long. */
  readonly msPerByte: number;
  /** Lets go of the line at once, whatever is still in it; `isEmpty` where all that was written is known to have left. */
  readonly end: (stream: Duplex, isEmpty: boolean) => Promise<void>;
}

/** Who would rather wait for a printer that takes nothing than break its job off. */
interface HeldUp {
  readonly signal: AbortSignal;
  readonly tell: () => void;
}

const quickLine: LineTraits = {
  drain: () => Promise.resolve(),
  msPerByte: 0,
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
    for (let from = 0; from < bytes.length; from += chunkBytes) {
      const chunk = bytes.subarray(from, from + chunkBytes);
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
      const end = (isTaken: boolean): void => {
        clearInterval(timer);
        resolve(isTaken);
      };
      const timer = setInterval(() => {
        if (this.#broken || !heldUp || heldUp.signal.aborted) return end(false);
        heldUp.tell();
      }, wait);
      this.#stream.write(chunk, (trouble) => end(!trouble));
    });
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

const chunkBytes = 16 * 1024;
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
      return await openSerial(connection.path, connection.baudRate);
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
 * A printer's buffer is small and its line slow: it holds us up with XOFF while it prints, which the system heeds (Zebra,
 * ZPL's `^SC`: XON/XOFF is how they leave the works). DTR, which says that we are there, is up while the port is open.
 */
async function openSerial(path: string, baudRate: number): Promise<Result<Channel, "port-missing">> {
  const { SerialPort } = await import("serialport");
  return await new Promise((resolve) => {
    const port = new SerialPort({ path, baudRate, xon: true, autoOpen: false });
    const drain = (): Promise<void> =>
      new Promise((done) => {
        port.drain(() => done());
      });
    const msPerByte = (bitsPerByte * 1000) / baudRate;
    // Its stream's own destroy does not close the port. What a printer holds up is thrown away: closing would wait for it.
    // What has left is not: a pseudo-terminal or an adapter may still hold it on its way to the printer.
    const end = (_stream: Duplex, isEmpty: boolean): Promise<void> =>
      new Promise((done) => {
        const close = (): void => port.close(() => done());
        if (!port.isOpen) done();
        else if (isEmpty) close();
        else port.flush(close);
      });
    port.open((trouble) => resolve(trouble ? err("port-missing") : ok(new Channel(port, { drain, msPerByte, end }))));
  });
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

const pollMs = 20;

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
