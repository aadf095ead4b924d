import { draft, type Draft } from "#shared/facts/kinds.ts";
import { canBeSettled, doubtWords, notPrintedWords, sendsAgain } from "#shared/printing/driver-words.ts";
import type { PrintJobView } from "#shared/printing/print-job-view.ts";
import type { PrinterTrouble } from "#shared/printing/printer-trouble.ts";
import { connectionText } from "#shared/printing/printer.ts";
import type { PrinterView } from "#shared/printing/printer-view.ts";
import type { DriverOutcome, PrinterDriver, Progress } from "../../adapters/printers/printer-driver.ts";

/** The log as a writer needs it: a job's next fact is written only if the job still stands where we think. */
export type RecordNext = (
  jobId: string,
  expected: readonly PrintJobView["state"][],
  next: (job: PrintJobView) => Draft,
) => Promise<PrintJobView | undefined>;

export interface WriterParts {
  readonly printer: PrinterView;
  readonly driver: PrinterDriver;
  readonly record: RecordNext;
  /** This printer's jobs that are not over, in the order they were queued, but for those that must wait (holds). */
  readonly jobs: () => readonly PrintJobView[];
  readonly next: (jobs: readonly PrintJobView[]) => PrintJobView | undefined;
  readonly onChange: () => void;
  readonly signal: AbortSignal;
  /** The end of the writer that this printer had before. */
  readonly before: Promise<void>;
  /** How long a printer in trouble is left alone before it is asked again. */
  readonly askAgainMs: number;
}

export interface WriterTrouble {
  readonly trouble: PrinterTrouble;
  readonly words: string;
}

/**
 * The one writer of one printer. What it sends was written down before the first byte; what is in doubt it settles with the
 * printer before anything else goes there, since a count is worth something only until the next job; what the printer
 * cannot settle a person is asked about.
 */
export class PrinterWriter {
  readonly #parts: WriterParts;
  readonly #own = new AbortController();
  readonly #signal: AbortSignal;
  #running: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #trouble: WriterTrouble | undefined;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#signal = AbortSignal.any([parts.signal, this.#own.signal]);
  }

  get printer(): PrinterView {
    return this.#parts.printer;
  }

  get driver(): PrinterDriver {
    return this.#parts.driver;
  }

  /** Why the printer does not go on; undefined while it does. */
  get trouble(): WriterTrouble | undefined {
    return this.#trouble;
  }

  wake(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#again = false;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      if (this.#again && !this.#signal.aborted) this.wake();
    });
  }

  /** A job on its way is left in doubt; the next writer of this printer settles it. */
  async stop(): Promise<void> {
    this.#own.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    const { jobs, next, driver, before } = this.#parts;
    const signal = this.#signal;
    await before;
    while (!signal.aborted) {
      const waiting = jobs();
      const doubt = waiting.find((job) => this.#isSettled(job));
      if (doubt) {
        if (!(await this.#settle(doubt))) return this.#later();
        continue;
      }
      const job = next(waiting);
      const lost = job ? undefined : waiting.filter((each) => each.state === "failed" && sendsAgain(each));
      if (!job && (!lost || lost.length === 0)) return this.#setTrouble(undefined);
      if (lost) {
        if (lost.some(({ code }) => code !== "not-received") && !(await driver.probe(signal))) return this.#later();
        for (const each of lost) await this.#requeue(each);
        continue;
      }
      if (job && !(await this.#send(job))) return this.#later();
    }
  }

  /** A job whose end is not known and which the printer can tell about. */
  #isSettled(job: PrintJobView): boolean {
    const { tells } = this.#parts.printer;
    if (job.state === "sent") return tells === "jobs" && job.printerJob !== null;
    if (job.state !== "unknown" || !canBeSettled(job)) return false;
    return tells === "counts" ? job.countBefore !== null : tells === "jobs";
  }

  /** False where the printer cannot be asked now. */
  async #settle(job: PrintJobView): Promise<boolean> {
    const { jobId, attempt, labels, countBefore, printerJob } = job;
    const begun = { name: jobName(jobId, attempt), labels, countBefore, printerJob };
    const outcome = await this.#parts.driver.settle(begun, this.#progress(job, attempt));
    if (this.#signal.aborted) return false;
    if (outcome?.kind === "waits") {
      this.#setTrouble(outcome.trouble, outcome.words);
      return false;
    }
    // The question is for a person now; asking the printer once more would compare with what others printed since.
    await this.#end(job, attempt, outcome ?? { kind: "unknown", code: "job-lost" });
    return true;
  }

  /** False where the printer does not take a job now. */
  async #send(job: PrintJobView): Promise<boolean> {
    const { driver, printer, record, onChange } = this.#parts;
    const readiness = await driver.ready(this.#signal);
    if (this.#signal.aborted) return false;
    if (readiness.kind === "waits") {
      this.#setTrouble(readiness.trouble, readiness.words);
      return false;
    }
    this.#setTrouble(undefined);
    const { countBefore } = readiness;
    const sending = await record(job.jobId, ["queued"], ({ jobId, orderId, attempt }) =>
      draft(`print/${jobId}`, "print.sending", {
        jobId,
        orderId,
        attempt: attempt + 1,
        printer: connectionText(printer.connection),
        printerId: printer.printerId,
        ...(countBefore === null ? {} : { countBefore }),
      }),
    );
    if (!sending) return true;
    onChange();
    const attempt = sending.attempt + 1;
    const driverJob = {
      bytes: contentBytes(job),
      format: formatOf(printer),
      name: jobName(job.jobId, attempt),
      labels: job.labels,
    };
    const outcome = await driver.send(driverJob, countBefore, this.#progress(job, attempt));
    await this.#end(job, attempt, outcome);
    return outcome.kind !== "not-printed" || outcome.code === "not-received";
  }

  async #end({ jobId, orderId }: PrintJobView, attempt: number, outcome: DriverOutcome): Promise<void> {
    const { record, onChange } = this.#parts;
    this.#setTrouble(undefined);
    const stream = `print/${jobId}`;
    const body = { jobId, orderId, attempt };
    const open = ["sending", "sent", "unknown"] as const;
    switch (outcome.kind) {
      case "printed":
        await record(jobId, open, () => draft(stream, "print.printed", { ...body, evidence: outcome.evidence }));
        break;
      case "sent":
        await record(jobId, ["sending"], () => draft(stream, "print.sent", body));
        break;
      case "not-printed": {
        const words = notPrintedWords(outcome.code, outcome.words);
        await record(jobId, open, () => draft(stream, "print.failed", { ...body, code: outcome.code, words }));
        break;
      }
      case "unknown": {
        const words = doubtWords(outcome.code);
        // Followed under the printer's own number, it is only not followed while the station is closed.
        const from: readonly PrintJobView["state"][] = outcome.code === "interrupted" ? ["sending", "unknown"] : open;
        await record(jobId, from, () => draft(stream, "print.unknown", { ...body, code: outcome.code, words }));
        break;
      }
    }
    onChange();
  }

  #progress({ jobId, orderId }: PrintJobView, attempt: number): Progress {
    const { record, onChange } = this.#parts;
    return {
      signal: this.#signal,
      onTaken: async (printerJob) => {
        await record(jobId, ["sending"], () =>
          draft(`print/${jobId}`, "print.sent", { jobId, orderId, attempt, printerJob }),
        );
        onChange();
      },
      onTrouble: (trouble, words) => this.#setTrouble(trouble, words),
    };
  }

  async #requeue({ jobId }: PrintJobView): Promise<void> {
    await this.#parts.record(jobId, ["failed"], (job) =>
      draft(`print/${jobId}`, "print.retried", { jobId, orderId: job.orderId }),
    );
  }

  #setTrouble(trouble: PrinterTrouble | undefined, words = ""): void {
    if (this.#trouble?.trouble === trouble && (this.#trouble?.words ?? "") === words) return;
    this.#trouble = trouble && { trouble, words };
    this.#parts.onChange();
  }

  #later(): void {
    if (this.#signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), this.#parts.askAgainMs);
  }
}

/** By this name a printer that keeps a list finds the job again. */
function jobName(jobId: string, attempt: number): string {
  return `holdfast-${jobId}-${attempt}`;
}

export function contentBytes({ content, encoding }: Pick<PrintJobView, "content" | "encoding">): Uint8Array {
  return encoding === "base64" ? Buffer.from(content, "base64") : Buffer.from(content, "utf8");
}

function formatOf({ language, connection }: PrinterView): string {
  if (language === "pdf") return "application/pdf";
  // CUPS hands on what it is told to leave alone.
  if (connection.kind === "ipp" && connection.keeper === "cups") return "application/vnd.cups-raw";
  return language === "zpl" ? "application/vnd.zebra-zpl" : "application/octet-stream";
}
