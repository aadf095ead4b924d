import { setTimeout as pause } from "node:timers/promises";
import type { PrinterTrouble } from "#shared/printing/printer-trouble.ts";
import {
  isIdle,
  parseGetVar,
  parseZplErrors,
  parseZplStatus,
  troubleOfStatus,
  type ZplStatus,
} from "#shared/printing/zpl-status.ts";
import { type Channel, openChannel, type RawConnection } from "./channel.ts";
import type { BegunJob, DriverJob, DriverOutcome, PrinterDriver, Progress, Readiness } from "./printer-driver.ts";

export interface ZebraTimes {
  readonly connectMs: number;
  /** Longest wait for an answer; a printer that is out of labels gives none. */
  readonly answerMs: number;
  readonly pollMs: number;
  /** How long a printer must have stood idle before a count that has not moved means that nothing came. */
  readonly settleMs: number;
}

export const zebraTimes: ZebraTimes = { connectMs: 3000, answerMs: 1500, pollMs: 150, settleMs: 1500 };

const askStatus = "~HS\r\n";
const askErrors = "~HQES\r\n";
const askCount = '! U1 getvar "odometer.total_label_count"\r\n';
const askDots = '! U1 getvar "head.resolution.in_dpi"\r\n';
/** Throws away a format that was begun and never ended; nothing else is in the printer when it is sent. */
const forgetPartial = "~JA\r\n";

/** What went out, as far as its end can be told by it. */
interface Sent {
  readonly labels: number;
  readonly countBefore: number | null;
  /** The line it went over has not broken since. */
  readonly isWholeLine: boolean;
}

/**
 * A label printer that answers: its odometer is the receipt that raw printing lacks. Before a job its count is read, after
 * it the printer is asked until nothing is left in it, and only then the count is read again: a printer counts a label when
 * it is out, not when it has come in. Where others print too (`onlyUs` false), a count that moved proves nothing.
 */
export class ZebraPrinter implements PrinterDriver {
  readonly #connection: RawConnection;
  readonly #onlyUs: boolean;
  readonly #times: ZebraTimes;

  constructor(connection: RawConnection, onlyUs: boolean, times: ZebraTimes = zebraTimes) {
    this.#connection = connection;
    this.#onlyUs = onlyUs;
    this.#times = times;
  }

  async ready(signal: AbortSignal): Promise<Readiness> {
    const opened = await openChannel(this.#connection, this.#times.connectMs);
    if (!opened.ok) return waits(opened.error === "port-missing" ? "port-missing" : "unreachable");
    const channel = opened.value;
    try {
      // What is still in it counts as before; a foreign job is waited for.
      for (let turn = 0; turn < 40 && !signal.aborted; turn += 1) {
        const status = await this.#status(channel);
        if (!status) return waits((await this.#errors(channel)) ?? (channel.isBroken ? "unreachable" : "no-answer"));
        const trouble = troubleOfStatus(status);
        if (trouble) return waits(trouble);
        if (status.partialFormat && !(await channel.write(Buffer.from(forgetPartial), this.#times.answerMs))) break;
        if (isIdle(status)) {
          const countBefore = await this.#count(channel);
          return countBefore === undefined ? waits("no-answer") : { kind: "ready", countBefore };
        }
        await pause(this.#times.pollMs);
      }
      return waits("busy");
    } finally {
      await channel.close();
    }
  }

  async send(job: DriverJob, countBefore: number | null, progress: Progress): Promise<DriverOutcome> {
    const opened = await openChannel(this.#connection, this.#times.connectMs);
    if (!opened.ok) return { kind: "not-printed", code: opened.error };
    const channel = opened.value;
    try {
      // Out of labels it takes nothing for as long as that lasts; a job broken off for it would be half in the printer.
      const tell = (): void => progress.onTrouble("no-answer");
      await channel.write(job.bytes, this.#times.answerMs * 4, { signal: progress.signal, tell });
      // Taken or broken off: in both cases only the count tells.
      const outcome = channel.isBroken
        ? undefined
        : await this.#follow(channel, { labels: job.labels, countBefore, isWholeLine: true }, progress);
      if (outcome) return outcome;
    } finally {
      await channel.close();
    }
    const settled = await this.#askUntilSettled({ labels: job.labels, countBefore, isWholeLine: false }, progress);
    return settled ?? { kind: "unknown", code: progress.signal.aborted ? "interrupted" : "closed-halfway" };
  }

  async probe(signal: AbortSignal): Promise<boolean> {
    return (await this.ready(signal)).kind === "ready";
  }

  async settle(job: BegunJob, progress: Progress): ReturnType<PrinterDriver["settle"]> {
    if (job.countBefore === null) return undefined;
    const readiness = await this.#reach();
    if (readiness) return readiness;
    const { labels, countBefore } = job;
    return await this.#askUntilSettled({ labels, countBefore, isWholeLine: false }, progress);
  }

  async #reach(): Promise<Extract<Readiness, { kind: "waits" }> | undefined> {
    const opened = await openChannel(this.#connection, this.#times.connectMs);
    if (!opened.ok) return waits(opened.error === "port-missing" ? "port-missing" : "unreachable");
    try {
      const status = await this.#status(opened.value);
      if (status) return undefined;
      return waits((await this.#errors(opened.value)) ?? "no-answer");
    } finally {
      await opened.value.close();
    }
  }

  /** Over new connections, for as long as it takes: the job is in the printer or it is not, and it will say so. */
  async #askUntilSettled(sent: Sent, progress: Progress): Promise<DriverOutcome | undefined> {
    while (!progress.signal.aborted) {
      const opened = await openChannel(this.#connection, this.#times.connectMs);
      if (opened.ok) {
        try {
          const outcome = await this.#follow(opened.value, sent, progress);
          if (outcome) return outcome;
        } finally {
          await opened.value.close();
        }
      } else progress.onTrouble(opened.error === "port-missing" ? "port-missing" : "unreachable");
      await pause(this.#times.pollMs);
    }
    return undefined;
  }

  /** Asks until the printer is done, and compares its counts; undefined where the line breaks. */
  async #follow(channel: Channel, sent: Sent, { signal, onTrouble }: Progress): Promise<DriverOutcome | undefined> {
    let idleSince: number | undefined;
    while (!signal.aborted && !channel.isBroken) {
      const status = await this.#status(channel);
      if (!status) {
        if (channel.isBroken) return undefined;
        onTrouble((await this.#errors(channel)) ?? "no-answer");
        idleSince = undefined;
        continue;
      }
      onTrouble(troubleOfStatus(status));
      // A format that was cut off prints nothing and would never end by itself.
      const rests = status.formatsInBuffer === 0 && status.labelsRemaining === 0;
      if (!rests) {
        idleSince = undefined;
        await pause(this.#times.pollMs);
        continue;
      }
      const count = await this.#count(channel);
      if (count === undefined) continue;
      const verdict = this.#compare(sent, count);
      if (verdict !== "nothing-came") return verdict;
      idleSince ??= performance.now();
      if (performance.now() - idleSince >= this.#times.settleMs) return { kind: "not-printed", code: "not-received" };
      await pause(this.#times.pollMs);
    }
    return undefined;
  }

  #compare({ labels, countBefore, isWholeLine }: Sent, after: number): DriverOutcome | "nothing-came" {
    if (countBefore === null) return { kind: "sent" };
    if (after === countBefore) return "nothing-came";
    const isExact = labels > 0 && after === countBefore + labels;
    // Over one whole line the printer has read the job to its end before it could answer, and has nothing left to print.
    const isThere = isWholeLine && after >= countBefore + Math.max(1, labels);
    if (this.#onlyUs ? isExact || (labels === 0 && isThere) : isThere) return { kind: "printed", evidence: "count" };
    return { kind: "unknown", code: "count-unclear" };
  }

  #status(channel: Channel): Promise<ZplStatus | undefined> {
    return channel.ask(askStatus, wholeStatus, this.#times.answerMs);
  }

  #count(channel: Channel): Promise<number | undefined> {
    return channel.ask(askCount, parseGetVar, this.#times.answerMs);
  }

  async #errors(channel: Channel): Promise<PrinterTrouble | undefined> {
    if (channel.isBroken) return undefined;
    return (await channel.ask(askErrors, parseZplErrors, this.#times.answerMs))?.trouble;
  }
}

/** What a printer says about itself when it is set up. */
export interface ZebraSelf {
  readonly counts: boolean;
  readonly dotsPerInch: number | null;
  readonly trouble: PrinterTrouble | undefined;
}

/** Undefined where nothing answers as a label printer does. */
export async function meetZebra(
  connection: RawConnection,
  times: ZebraTimes = zebraTimes,
): Promise<ZebraSelf | PrinterTrouble | undefined> {
  const opened = await openChannel(connection, times.connectMs);
  if (!opened.ok) return opened.error === "port-missing" ? "port-missing" : "unreachable";
  const channel = opened.value;
  try {
    const status = await channel.ask(askStatus, wholeStatus, times.answerMs);
    const errors = status ? undefined : await channel.ask(askErrors, parseZplErrors, times.answerMs);
    if (!status && !errors) return undefined;
    const count = await channel.ask(askCount, parseGetVar, times.answerMs);
    const dots = await channel.ask(askDots, parseGetVar, times.answerMs);
    const trouble = status ? troubleOfStatus(status) : errors?.trouble;
    return { counts: count !== undefined, dotsPerInch: dots ?? null, trouble };
  } finally {
    await channel.close();
  }
}

/** All three frames: of an answer that comes in pieces, the first two alone would already parse. */
function wholeStatus(answer: string): ZplStatus | undefined {
  return answer.split("\u0003").length > 3 ? parseZplStatus(answer) : undefined;
}

function waits(trouble: PrinterTrouble): Extract<Readiness, { kind: "waits" }> {
  return { kind: "waits", trouble };
}
