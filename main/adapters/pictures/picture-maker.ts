import { Worker } from "node:worker_threads";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { requireBase } from "../sqlite/drivers.ts";
import { pictureThreadSource } from "./picture-thread.ts";

export interface Picture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** One bit a dot, rows from the top, most significant bit first, 1 is black. */
export interface PageBits {
  readonly bits: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Pages of the document. */
  readonly pages: number;
  /** It was larger than the paper and made smaller. */
  readonly scaled: boolean;
}

/** Why there is no picture, in the drawing program's own words. */
export interface NoPicture {
  readonly detail: string;
}

export interface PaperSize {
  readonly widthMm: number;
  readonly heightMm: number;
}

const longestWaitMs = 20_000;
const mostPages = 10;
/** Pictures come in bursts; after this the worker's memory (about 100 MB) is given back. */
const idleMs = 60_000;

interface Answer {
  readonly id: number;
  readonly problem?: string;
}

/**
 * Draws what a printer would, in a thread of its own: a picture of somebody else's label must not hold up a scan, and a
 * document that makes the drawing program hang or die ends the thread, not the station.
 */
export class PictureMaker {
  #worker: Worker | undefined;
  #next = 0;
  #idle: NodeJS.Timeout | undefined;
  readonly #waiting = new Map<number, (answer: Answer) => void>();

  async zpl(text: string, paper: PaperSize, dotsPerInch: number): Promise<Result<readonly Picture[], NoPicture>> {
    const dotsPerMm = dotsPerInch >= 550 ? 24 : dotsPerInch >= 280 ? 12 : 8;
    return await this.#pictures({ kind: "zpl", text, ...paper, dotsPerMm });
  }

  async pdf(bytes: Uint8Array, dotsPerInch: number): Promise<Result<readonly Picture[], NoPicture>> {
    return await this.#pictures({ kind: "pdf", bytes, dotsPerInch, mostPages });
  }

  /** The bands of dots (`GS v 0`) that a receipt printer is sent, one under the other. */
  async raster(bytes: Uint8Array): Promise<Result<readonly Picture[], NoPicture>> {
    return await this.#pictures({ kind: "raster", bytes });
  }

  /** One page of a PDF, from 0, for a printer with so many dots across and along. */
  async bits(
    bytes: Uint8Array,
    paper: { readonly page: number; readonly width: number; readonly height: number; readonly dotsPerInch: number },
  ): Promise<Result<PageBits, NoPicture>> {
    const answer = await this.#ask({ kind: "bits", bytes, ...paper });
    return answer.problem === undefined ? ok(answer as unknown as PageBits) : err({ detail: answer.problem });
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#worker?.terminate();
  }

  async #pictures(question: Record<string, unknown>): Promise<Result<readonly Picture[], NoPicture>> {
    const answer = await this.#ask(question);
    if (answer.problem !== undefined) return err({ detail: answer.problem });
    return ok((answer as unknown as { readonly pictures: readonly Picture[] }).pictures);
  }

  #ask(question: Record<string, unknown>): Promise<Answer> {
    const worker = (this.#worker ??= this.#start());
    this.#next += 1;
    const id = this.#next;
    clearTimeout(this.#idle);
    return new Promise((resolve) => {
      const tooLong = setTimeout(() => void this.#end("It took too long to draw."), longestWaitMs);
      this.#waiting.set(id, (answer) => {
        clearTimeout(tooLong);
        this.#waiting.delete(id);
        if (this.#waiting.size === 0) this.#idle = setTimeout(() => void this.#end(""), idleMs).unref();
        resolve(answer);
      });
      worker.postMessage({ ...question, id });
    });
  }

  #start(): Worker {
    const worker = new Worker(pictureThreadSource, {
      eval: true,
      workerData: { requireBase },
      stdout: true,
      stderr: true,
    });
    worker.unref();
    worker.on("message", (answer: Answer) => this.#waiting.get(answer.id)?.(answer));
    worker.on("error", (problem) => void this.#end(String(problem)));
    return worker;
  }

  /** Whoever waits is told why; the next picture starts a new thread. */
  async #end(problem: string): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    for (const [id, tell] of this.#waiting) tell({ id, problem });
    await worker?.terminate();
  }
}
