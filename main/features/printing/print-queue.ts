import { draft, type Draft } from "#shared/facts/kinds.ts";
import { doubtWords } from "#shared/printing/driver-words.ts";
import { ok } from "#shared/kernel/result.ts";
import { interruptedJobs, nextCopy, nextToSend } from "#shared/printing/print-job.ts";
import type { PrintJobView, PrintState } from "#shared/printing/print-job-view.ts";
import type { PrinterView } from "#shared/printing/printer-view.ts";
import type { OpenDriver } from "../../adapters/printers/open-driver.ts";
import { jobIdsOfParcel, newestPrintJobIds, printJobIds } from "../../store/work-list.ts";
import { actAsPerson, refuse, type Reply, signedIn, type StationContext, systemUser } from "../station-context.ts";
import { PrinterWriter, type WriterTrouble } from "./printer-writer.ts";
import { listPrinters, printerOf, printerOfJob } from "./printers.ts";

const followedAtStart = 300;

/** How printers are spoken to, and how long one in trouble is left alone before it is asked again. */
export interface PrintingWays {
  readonly openDriver: OpenDriver;
  readonly askAgainMs: number;
}

/**
 * The prints of this station (design section 7): one writer a printer, for the printers it has itself. A job for a printer
 * of another station is written down here and sent there. What is sent was written down first; what may have been sent is
 * settled by the printer or asked about, never sent again blindly.
 */
export class PrintQueue {
  readonly #context: StationContext;
  readonly #onChange: () => void;
  readonly #ways: PrintingWays;
  readonly #stop = new AbortController();
  readonly #writers = new Map<string, PrinterWriter>();
  /** Jobs that a printer or CUPS holds, which are followed until they are done. */
  #followed: string[] = [];

  constructor(context: StationContext, parts: PrintingWays & { readonly onChange: () => void }) {
    this.#context = context;
    this.#ways = parts;
    this.#onChange = parts.onChange;
  }

  /** Jobs that were being sent when the station stopped are in doubt now. Then the queue runs. */
  async start(): Promise<void> {
    const words = doubtWords("interrupted");
    for (const { jobId } of interruptedJobs(this.#own(["sending"]))) {
      await this.#record(jobId, ["sending"], ({ orderId, attempt }) =>
        draft(`print/${jobId}`, "print.unknown", { jobId, orderId, attempt, code: "interrupted", words }),
      );
    }
    this.#followed = newestPrintJobIds(this.#context.statements, followedAtStart).filter((id) => {
      const job = this.#context.log.read("printJobs", id);
      return job?.state === "sent" && job.printerJob !== null;
    });
    this.wake();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([...this.#writers.values()].map((writer) => writer.stop()));
  }

  /** Something was queued, or may be sent again, or the printers changed. */
  wake(): void {
    if (this.#stop.signal.aborted) return;
    this.#matchWriters();
    void this.#answerWishes();
    for (const writer of this.#writers.values()) writer.wake();
  }

  /** Why a printer of this station does not go on now. */
  troubleOf(printerId: string): WriterTrouble | undefined {
    return this.#writers.get(printerId)?.trouble;
  }

  async answer(jobId: string, printed: boolean): Reply<null, "job-unknown" | "not-in-doubt"> {
    const known = this.#context.log.read("printJobs", jobId);
    if (!known) return refuse("job-unknown");
    const answered = await this.#record(
      jobId,
      ["unknown"],
      (job) => draft(`print/${jobId}`, "print.answered", { jobId, orderId: job.orderId, printed }),
      this.#person(),
    );
    return this.#changed(answered) ? ok(null) : refuse("not-in-doubt");
  }

  async retry(jobId: string): Reply<null, "job-unknown" | "not-failed"> {
    if (!this.#context.log.read("printJobs", jobId)) return refuse("job-unknown");
    const retried = await this.#record(
      jobId,
      ["failed"],
      (job) => draft(`print/${jobId}`, "print.retried", { jobId, orderId: job.orderId }),
      this.#person(),
    );
    return this.#changed(retried) ? ok(null) : refuse("not-failed");
  }

  /** It is not wanted any more. A job that a printer or CUPS holds is taken back from there first. */
  async void(jobId: string, reason: string): Reply<null, "job-unknown" | "too-late"> {
    const known = this.#context.log.read("printJobs", jobId);
    if (!known) return refuse("job-unknown");
    if (this.#holds(known)) await this.#callOff(known);
    const voided = await this.#record(
      jobId,
      ["queued", "failed", "unknown", "sent"],
      (job) => draft(`print/${jobId}`, "print.voided", { jobId, orderId: job.orderId, reason }),
      this.#person(),
    );
    return this.#changed(voided) ? ok(null) : refuse("too-late");
  }

  /**
   * To another printer, while it is certain that nothing was printed. A job that another station holds is asked for: only
   * that station knows whether it has begun.
   */
  async move(
    jobId: string,
    printerId: string,
  ): Reply<{ readonly moved: "now" | "asked" }, "job-unknown" | "printer-unknown" | "answer-first" | "too-late"> {
    const job = this.#context.log.read("printJobs", jobId);
    if (!job) return refuse("job-unknown");
    const printer = printerOf(this.#context, printerId);
    if (!printer) return refuse("printer-unknown");
    if (job.state === "unknown") return refuse("answer-first");
    const body = { jobId, orderId: job.orderId, printerId, holder: printer.stationId };
    if (!this.#holds(job)) {
      const states: PrintState[] = ["queued", "failed", "sending", "sent"];
      const wish = () => draft(`print/${jobId}`, "print.moveAsked", body);
      return this.#changed(await this.#record(jobId, states, wish, this.#person()))
        ? ok({ moved: "asked" })
        : refuse("too-late");
    }
    await this.#callOff(job);
    const moved = () => draft(`print/${jobId}`, "print.moved", body);
    const done = await this.#record(jobId, ["queued", "failed"], moved, this.#person());
    return this.#changed(done) ? ok({ moved: "now" }) : refuse("too-late");
  }

  /** The same bytes once more, counted as a further copy. Refused while an earlier print is not settled. */
  async printAgain(parcelId: string): Reply<{ readonly copy: number }, "job-unknown" | "label-waiting"> {
    const newest = (): string | undefined => jobIdsOfParcel(this.#context.statements, parcelId).at(-1);
    return newest() === undefined ? refuse("job-unknown") : await this.#copy(newest);
  }

  async copyOf(jobId: string): Reply<{ readonly copy: number }, "job-unknown" | "label-waiting"> {
    const job = this.#context.log.read("printJobs", jobId);
    if (!job) return refuse("job-unknown");
    return job.parcelId === "" ? await this.#copy(() => jobId) : await this.printAgain(job.parcelId);
  }

  /** Asked within the write: of two who ask at once, the second finds the first one's copy waiting. */
  async #copy(newest: () => string | undefined): Reply<{ readonly copy: number }, "label-waiting"> {
    const copy = await actAsPerson(this.#context, (act) => {
      const job = act.read("printJobs", newest() ?? "");
      const copy = job && nextCopy(job);
      if (!job || !copy?.ok) return undefined;
      const jobId = act.newId();
      const { orderId, parcelId, sessionId, document, title, content, encoding, labels } = job;
      const there = printerOfJob(this.#context, job);
      const body = { jobId, orderId, parcelId, sessionId, document, title, content, encoding, labels };
      const where = there ? { printerId: there.printerId, holder: there.stationId } : {};
      act.append([
        draft(`print/${jobId}`, "print.queued", { ...body, ...where, copy: copy.value, reprintOf: job.jobId }),
      ]);
      return copy.value;
    });
    if (copy === undefined) return refuse("label-waiting");
    this.wake();
    return ok({ copy });
  }

  /** One writer for each printer that this station has, made anew where the printer was set up differently. */
  #matchWriters(): void {
    const own = listPrinters(this.#context).filter(({ stationId }) => stationId === this.#context.store.stationId);
    for (const printer of own) {
      const present = this.#writers.get(printer.printerId);
      if (present && JSON.stringify(present.printer) === JSON.stringify(printer)) continue;
      // The old one ends its job first: two writers at one printer are what this class exists to prevent.
      const ended = present?.stop() ?? Promise.resolve();
      this.#writers.set(printer.printerId, this.#writer(printer, ended));
    }
    for (const [printerId, writer] of this.#writers) {
      if (own.some((printer) => printer.printerId === printerId)) continue;
      this.#writers.delete(printerId);
      void writer.stop();
    }
  }

  #writer(printer: PrinterView, before: Promise<void>): PrinterWriter {
    return new PrinterWriter({
      printer,
      driver: this.#ways.openDriver(printer),
      before,
      record: (jobId, expected, next) => this.#record(jobId, expected, next),
      jobs: () => this.#jobsOf(printer.printerId),
      next: (jobs) => nextToSend(jobs.filter((job) => !this.#isStopped(job))),
      onChange: this.#onChange,
      signal: this.#stop.signal,
      askAgainMs: this.#ways.askAgainMs,
    });
  }

  /** What another station asked for that only this one can grant. */
  async #answerWishes(): Promise<void> {
    for (const job of this.#own(["queued", "failed", "sent"])) {
      if (!job.moveTo) continue;
      await this.#callOff(job);
      const { printerId, holder } = job.moveTo;
      const body = { jobId: job.jobId, orderId: job.orderId, printerId, holder };
      await this.#record(job.jobId, ["queued", "failed"], () => draft(`print/${job.jobId}`, "print.moved", body));
    }
  }

  /** Takes back what a printer or CUPS holds; it stands as failed where certainly nothing came out. */
  async #callOff(job: PrintJobView): Promise<void> {
    if (job.state !== "sent" || job.printerJob === null) return;
    const printer = printerOfJob(this.#context, job);
    const driver = printer && this.#writers.get(printer.printerId)?.driver;
    await driver?.callOff?.(job.printerJob, this.#stop.signal);
    // Whoever follows the job finds it called off, and writes down how it ended.
    await this.#settled(job.jobId);
  }

  async #settled(jobId: string): Promise<void> {
    for (let turn = 0; turn < 40; turn += 1) {
      if (this.#context.log.read("printJobs", jobId)?.state !== "sent") return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  #jobsOf(printerId: string): PrintJobView[] {
    const followed = this.#followed.flatMap((id) => this.#context.log.read("printJobs", id) ?? []);
    const open = this.#own(["queued", "sending", "failed", "unknown"]);
    return [
      ...followed.filter(({ state }) => state === "sent"),
      ...open.filter((job) => !this.#voidIfBound(job)),
    ].filter((job) => printerOfJob(this.#context, job)?.printerId === printerId);
  }

  #own(states: readonly PrintState[]): PrintJobView[] {
    const jobs = printJobIds(this.#context.statements, states).flatMap(
      (id) => this.#context.log.read("printJobs", id) ?? [],
    );
    return jobs.filter((job) => this.#holds(job));
  }

  #holds({ holder }: PrintJobView): boolean {
    return holder === this.#context.store.stationId;
  }

  /** A label of an order that was held or cancelled meanwhile waits: holds are checked again before the paper. */
  #isStopped(job: PrintJobView): boolean {
    const order = job.orderId === "" ? undefined : this.#context.log.read("orders", job.orderId);
    return job.state === "queued" && order !== undefined && (order.cancelled !== null || order.holds.length > 0);
  }

  /** A label that lies on its box already, as from the PDF, must not come out again when a printer is set up. */
  #voidIfBound(job: PrintJobView): boolean {
    if (job.state !== "queued" || job.copy > 1 || job.parcelId === "" || job.document !== "label") return false;
    if ((this.#context.log.read("parcels", job.parcelId)?.boundAt ?? null) === null) return false;
    void this.#record(job.jobId, ["queued"], ({ jobId, orderId }) =>
      draft(`print/${jobId}`, "print.voided", { jobId, orderId, reason: "Its label was scanned on the box already." }),
    );
    return true;
  }

  /** What a person said or asked for bears their name; what the queue does by itself does not. */
  #person(): string {
    return signedIn(this.#context)?.personId ?? systemUser;
  }

  #changed(job: PrintJobView | undefined): boolean {
    if (!job) return false;
    this.#onChange();
    this.wake();
    return true;
  }

  /** Writes a job's next fact if it still stands where we think; gives back the job as it was before. */
  #record(
    jobId: string,
    expected: readonly PrintState[],
    next: (job: PrintJobView) => Draft,
    user: string = systemUser,
  ): Promise<PrintJobView | undefined> {
    return this.#context.log.act(user, (act) => {
      const job = act.read("printJobs", jobId);
      if (!job || !expected.includes(job.state)) return undefined;
      act.append([next(job)]);
      return job;
    });
  }
}
