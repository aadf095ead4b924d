import { askEscPos, escPosQuestions, readEscPosAnswer } from "#shared/printing/escpos-status.ts";
import { openChannel, type RawConnection } from "./channel.ts";
import type { DriverJob, DriverOutcome, PrinterDriver, Progress, Readiness } from "./printer-driver.ts";
import { RawPrinter } from "./raw-printer.ts";

const connectTimeoutMs = 3000;
/** Printers that answer do so within a few milliseconds; those that cannot are only found out by waiting. */
const answerMs = 400;

/**
 * A receipt printer: it is asked before a job whether it has paper and is shut, and of a job it tells nothing. One that
 * does not answer at all is taken for ready, since many cannot.
 */
export class ReceiptPrinter implements PrinterDriver {
  readonly #connection: RawConnection;
  readonly #raw: RawPrinter;

  constructor(connection: RawConnection) {
    this.#connection = connection;
    this.#raw = new RawPrinter(connection);
  }

  async ready(): Promise<Readiness> {
    const opened = await openChannel(this.#connection, connectTimeoutMs);
    // Sending tells more exactly why it cannot be reached.
    if (!opened.ok) return { kind: "ready", countBefore: null };
    try {
      for (const question of escPosQuestions) {
        const answer = await opened.value.ask(
          askEscPos(question),
          (received) => readEscPosAnswer(question, received),
          answerMs,
        );
        if (!answer) break;
        if (answer.trouble) return { kind: "waits", trouble: answer.trouble, words: "" };
      }
      return { kind: "ready", countBefore: null };
    } finally {
      await opened.value.close();
    }
  }

  probe(): Promise<boolean> {
    return this.#raw.probe();
  }

  send(job: DriverJob, countBefore: number | null, progress: Progress): Promise<DriverOutcome> {
    return this.#raw.send(job, countBefore, progress);
  }

  settle(): Promise<undefined> {
    return this.#raw.settle();
  }
}
