import { setTimeout as pause } from "node:timers/promises";
import { type PrinterTrouble, troubleOfReasons } from "#shared/printing/printer-trouble.ts";
import { IppClient, type IppTimes, ippTimes } from "./ipp-client.ts";
import { type IppAttributes, ippOperations, numberOf, textOf, textsOf } from "./ipp-message.ts";
import type { BegunJob, DriverJob, DriverOutcome, PrinterDriver, Progress, Readiness } from "./printer-driver.ts";

export interface IppPrinterTimes extends IppTimes {
  readonly pollMs: number;
  /** How long a printer is asked for a job by name, after the line broke, until it certainly never got it. */
  readonly settleMs: number;
}

export const ippPrinterTimes: IppPrinterTimes = { ...ippTimes, pollMs: 500, settleMs: 3000 };

const user = "holdfast";
const printerStates = { stopped: 5 } as const;
/** RFC 8011, 5.3.7. */
const jobStates = { stopped: 6, canceled: 7, aborted: 8, completed: 9 } as const;
const statuses = { busy: 0x0507, notAccepting: 0x0506, formatNotSupported: 0x040a, notFound: 0x0406, gone: 0x0407 };
const valuesNotSupported = 0x040b;

/**
 * An office printer, or a queue of CUPS, over IPP. A job goes out under a name of its own; whenever it is not certain what
 * became of it, the printer's list is asked for that name, and it is never sent again before. Once CUPS has a job CUPS owns
 * it: it is followed or called off, never resent.
 */
export class IppPrinter implements PrinterDriver {
  readonly #client: IppClient;
  readonly #keeper: "printer" | "cups";
  readonly #times: IppPrinterTimes;

  constructor(uri: string, keeper: "printer" | "cups", times: IppPrinterTimes = ippPrinterTimes) {
    this.#client = new IppClient(uri, times);
    this.#keeper = keeper;
    this.#times = times;
  }

  async ready(): Promise<Readiness> {
    const reply = await this.#client.ask(ippOperations.getPrinterAttributes, [
      wanted("printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "printer-state-message"),
    ]);
    if (!reply.ok) return waits("unreachable");
    const [printer] = reply.value.groups;
    if (!printer) return waits("not-accepting");
    const trouble = troubleOf(printer);
    const words = textOf(printer, "printer-state-message");
    if (trouble) return { kind: "waits", trouble, words };
    if (printer.get("printer-is-accepting-jobs")?.[0] === false)
      return { kind: "waits", trouble: "not-accepting", words };
    return { kind: "ready", countBefore: null };
  }

  async send(job: DriverJob, _countBefore: number | null, progress: Progress): Promise<DriverOutcome> {
    const reply = await this.#client.ask(
      ippOperations.printJob,
      [
        ["requesting-user-name", { tag: "name", value: user }],
        ["job-name", { tag: "name", value: job.name }],
        ["document-format", { tag: "mimeType", value: job.format }],
      ],
      job.bytes,
    );
    if (!reply.ok) {
      if (reply.error.kind === "not-sent") return { kind: "not-printed", code: reply.error.code };
      return await this.#findAfterCut(job.name, progress);
    }
    const { status, groups, operation } = reply.value;
    if (status >= 0x0400) return refusal(status, textOf(operation, "status-message"));
    const printerJob = groups[0] && numberOf(groups[0], "job-id");
    if (printerJob === undefined) return await this.#findAfterCut(job.name, progress);
    await progress.onTaken(printerJob);
    return await this.#follow(printerJob, progress);
  }

  async settle(job: BegunJob, progress: Progress): ReturnType<PrinterDriver["settle"]> {
    if (job.printerJob !== null) return await this.#follow(job.printerJob, progress);
    const found = await this.#find(job.name);
    if (found === "unreachable") return waits("unreachable");
    // Long after it was sent, a list that lacks it proves nothing: printers forget.
    if (found === undefined) return undefined;
    await progress.onTaken(found);
    return await this.#follow(found, progress);
  }

  async probe(): Promise<boolean> {
    return (await this.ready()).kind === "ready";
  }

  async callOff(printerJob: number): Promise<boolean> {
    await this.#client.ask(ippOperations.cancelJob, [jobId(printerJob), asUser]);
    for (let turn = 0; turn < 20; turn += 1) {
      const job = await this.#job(printerJob);
      if (job === "unreachable" || job === "gone") return false;
      const state = numberOf(job, "job-state");
      if (state === jobStates.canceled || state === jobStates.aborted) return nothingCameOut(job);
      if (state === jobStates.completed) return false;
      await pause(this.#times.pollMs);
    }
    return false;
  }

  /** The line broke in the middle: the printer made a job of it, or will not have heard of it for a while. */
  async #findAfterCut(name: string, progress: Progress): Promise<DriverOutcome> {
    const until = performance.now() + this.#times.settleMs;
    let heard = false;
    do {
      const found = await this.#find(name);
      if (typeof found === "number") {
        await progress.onTaken(found);
        return await this.#follow(found, progress);
      }
      heard = found === undefined;
      if (progress.signal.aborted) return { kind: "unknown", code: "interrupted" };
      await pause(this.#times.pollMs);
    } while (performance.now() < until);
    return heard ? { kind: "not-printed", code: "not-received" } : { kind: "unknown", code: "closed-halfway" };
  }

  async #follow(printerJob: number, { signal, onTrouble }: Progress): Promise<DriverOutcome> {
    while (!signal.aborted) {
      const job = await this.#job(printerJob);
      if (job === "gone") return { kind: "unknown", code: "job-lost" };
      if (job !== "unreachable") {
        const state = numberOf(job, "job-state");
        if (state === jobStates.completed) {
          return { kind: "printed", evidence: this.#keeper === "cups" ? "cups-list" : "printer-list" };
        }
        if (state === jobStates.aborted || state === jobStates.canceled) {
          if (!nothingCameOut(job)) return { kind: "unknown", code: "closed-halfway" };
          const words = textOf(job, "job-state-message") || textOf(job, "job-printer-state-message");
          return { kind: "not-printed", code: state === jobStates.canceled ? "called-off" : "aborted", words };
        }
      }
      await this.#tellTrouble(job === "unreachable", onTrouble);
      await pause(this.#times.pollMs, undefined, { signal }).catch(() => undefined);
    }
    return { kind: "unknown", code: "interrupted" };
  }

  async #tellTrouble(unreachable: boolean, onTrouble: Progress["onTrouble"]): Promise<void> {
    if (unreachable) return onTrouble("unreachable");
    const readiness = await this.ready();
    if (readiness.kind === "waits") onTrouble(readiness.trouble, readiness.words);
    // CUPS says "none" while it waits for a printer that is off; only its text tells.
    else onTrouble(undefined);
  }

  async #job(printerJob: number): Promise<IppAttributes | "unreachable" | "gone"> {
    const reply = await this.#client.ask(ippOperations.getJobAttributes, [
      jobId(printerJob),
      asUser,
      wanted("job-state", "job-state-message", "job-impressions-completed", "job-printer-state-message"),
    ]);
    if (!reply.ok) return "unreachable";
    const { status, groups } = reply.value;
    if (status === statuses.notFound || status === statuses.gone) return "gone";
    return groups[0] ?? "unreachable";
  }

  /** The number of the job of this name, running or done; undefined where the printer's list does not have it. */
  async #find(name: string): Promise<number | "unreachable" | undefined> {
    for (const which of ["not-completed", "completed"]) {
      const reply = await this.#client.ask(ippOperations.getJobs, [
        asUser,
        ["which-jobs", { tag: "keyword", value: which }],
        wanted("job-id", "job-name"),
      ]);
      if (!reply.ok || reply.value.status >= 0x0400) return "unreachable";
      const found = reply.value.groups.find((job) => textOf(job, "job-name") === name);
      const number = found && numberOf(found, "job-id");
      if (number !== undefined) return number;
    }
    return undefined;
  }
}

/** What a printer says about itself when it is set up. */
export interface IppSelf {
  readonly name: string;
  readonly model: string;
  readonly dotsPerInch: number | null;
  readonly formats: readonly string[];
  readonly trouble: PrinterTrouble | undefined;
}

export async function meetIppPrinter(uri: string, times: IppTimes = ippTimes): Promise<IppSelf | "unreachable"> {
  const reply = await new IppClient(uri, times).ask(ippOperations.getPrinterAttributes, [
    wanted(
      "printer-name",
      "printer-info",
      "printer-make-and-model",
      "printer-resolution-default",
      "document-format-supported",
      "printer-state",
      "printer-state-reasons",
    ),
  ]);
  const printer = reply.ok ? reply.value.groups[0] : undefined;
  if (!printer) return "unreachable";
  return {
    name: textOf(printer, "printer-info") || textOf(printer, "printer-name"),
    model: textOf(printer, "printer-make-and-model"),
    dotsPerInch: numberOf(printer, "printer-resolution-default") ?? null,
    formats: textsOf(printer, "document-format-supported"),
    trouble: troubleOf(printer),
  };
}

function refusal(status: number, message: string): DriverOutcome {
  const words = message === "" ? {} : { words: message };
  if (status === statuses.busy) return { kind: "not-printed", code: "busy", ...words };
  const isFormat = status === statuses.formatNotSupported || status === valuesNotSupported;
  return { kind: "not-printed", code: isFormat ? "format-refused" : "refused-by-printer", ...words };
}

/** Printers that do not count sheets of a job leave it in doubt. */
function nothingCameOut(job: IppAttributes): boolean {
  return numberOf(job, "job-impressions-completed") === 0;
}

function troubleOf(printer: IppAttributes): PrinterTrouble | undefined {
  const trouble = troubleOfReasons(textsOf(printer, "printer-state-reasons"));
  return trouble ?? (numberOf(printer, "printer-state") === printerStates.stopped ? "stopped" : undefined);
}

function wanted(...names: readonly string[]) {
  return ["requested-attributes", { tag: "keyword", value: names }] as const;
}

function jobId(printerJob: number) {
  return ["job-id", { tag: "integer", value: printerJob }] as const;
}

const asUser = ["requesting-user-name", { tag: "name", value: user }] as const;

function waits(trouble: PrinterTrouble): Extract<Readiness, { kind: "waits" }> {
  return { kind: "waits", trouble };
}
