import { closeSync, openSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { copyPartBytes } from "#shared/sync/wire.ts";
import { unpackThreadSource } from "./unpack-thread.ts";

export interface PackedPart {
  readonly place: number;
  readonly packed: Uint8Array<ArrayBuffer>;
  /** Of what was sent. */
  readonly sha256: string;
  /** Of the part in the file. */
  readonly bytes: number;
}

/** The file of a copy that is being fetched; parts are unpacked into it by a thread of its own, in any order. */
export class CopyFile {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: () => void; reject: (problem: unknown) => void }>();
  readonly #ended: Promise<void>;
  #problem: unknown;

  /** `isBegun`: some parts are in it already. */
  constructor(path: string, isBegun: boolean) {
    closeSync(openSync(path, isBegun ? "r+" : "w", 0o600));
    this.#worker = new Worker(unpackThreadSource, { eval: true, workerData: { path, partBytes: copyPartBytes } });
    this.#worker.on("message", ({ place, failed }: { place: number; failed?: string }) => {
      const waiting = this.#waiting.get(place);
      this.#waiting.delete(place);
      if (failed === undefined) waiting?.resolve();
      else waiting?.reject(new Error(`Part ${place} of the copy cannot be used: ${failed}`));
    });
    this.#worker.on("error", (problem) => {
      this.#problem = problem;
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.once("exit", () => {
        const problem = this.#problem ?? new Error("The thread has ended");
        for (const { reject } of this.#waiting.values()) reject(problem);
        resolve();
      });
    });
  }

  /** Resolves once it is written. Rejects where it is not what it should be, or the disk does not take it. */
  put(part: PackedPart): Promise<void> {
    return this.#ask(part.place, part, [part.packed.buffer]);
  }

  /** Resolves once everything is on the disk. */
  sync(): Promise<void> {
    return this.#ask(-1, "end", []);
  }

  /** Nobody writes to the file any more once this resolves. */
  async close(): Promise<void> {
    await this.#worker.terminate();
    await this.#ended;
  }

  #ask(place: number, message: PackedPart | "end", moved: ArrayBuffer[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(place, { resolve, reject });
      this.#worker.postMessage(message, moved);
    });
  }
}
