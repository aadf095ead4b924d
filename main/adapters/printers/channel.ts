import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { connect } from "node:net";
import { Duplex } from "node:stream";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Connection } from "#shared/printing/printer.ts";
import type { NotSentCode } from "#shared/printing/send-outcome.ts";
import { notSentCode } from "./network-printer.ts";

export type RawConnection = Exclude<Connection, { kind: "ipp" }>;

/** A line to a printer, whatever it runs over: bytes out, answers in. */
export class Channel {
  readonly #stream: Duplex;
  readonly drain: () => Promise<void>;
  #received = "";
  #broken = false;
  #wake: (() => void) | undefined;

  /** `drain` waits until what was written has left, where closing would throw it away. */
  constructor(stream: Duplex, drain: () => Promise<void> = () => Promise.resolve()) {
    this.#stream = stream;
    this.drain = drain;
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

  /** Whether all was taken by the other side's system; what lies in a broken line nobody can tell. */
  async write(bytes: Uint8Array, timeoutMs: number): Promise<boolean> {
    for (let from = 0; from < bytes.length; from += chunkBytes) {
      if (this.#broken || !(await this.#writeChunk(bytes.subarray(from, from + chunkBytes), timeoutMs))) return false;
    }
    return !this.#broken;
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

  close(): void {
    this.#stream.on("error", () => undefined);
    this.#stream.destroy();
  }

  #writeChunk(chunk: Uint8Array, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      this.#stream.write(chunk, (trouble) => {
        clearTimeout(timer);
        resolve(!trouble);
      });
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

async function openSerial(path: string, baudRate: number): Promise<Result<Channel, "port-missing">> {
  const { SerialPort } = await import("serialport");
  return await new Promise((resolve) => {
    const port = new SerialPort({ path, baudRate, autoOpen: false });
    port.open((trouble) => resolve(trouble ? err("port-missing") : ok(new Channel(port, drained(port)))));
  });
}

function drained(port: { drain(done: () => void): void }): () => Promise<void> {
  return () =>
    new Promise((resolve) => {
      port.drain(() => resolve());
    });
}

async function openDeviceFile(path: string): Promise<Result<Channel, "port-missing">> {
  try {
    const flags = constants.O_RDWR | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
    const file = await open(path, flags);
    // A print must never end in a file that somebody named by mistake.
    if ((await file.stat()).isCharacterDevice()) return ok(new Channel(new DeviceFile(file)));
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
