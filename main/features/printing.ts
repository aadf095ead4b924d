import { connect } from "node:net";
import type { PrintJobRow } from "#shared/bridge/types.ts";
import { draft } from "#shared/facts/kinds.ts";
import { ok } from "#shared/kernel/result.ts";
import { foundAtStart, interruptedJobs, nextCopy, nextToSend } from "#shared/printing/print-job.ts";
import type { PrintJobView } from "#shared/printing/print-job-view.ts";
import { type SendOutcome, sendOutcomeWords } from "#shared/printing/send-outcome.ts";
import { sendRaw } from "../adapters/printers/network-printer.ts";
import { jobIdsOfParcel, newestPrintJobIds, printJobIds } from "../store/work-list.ts";
import {
  actAsPerson,
  refuse,
  type Reply,
  settingsOf,
  signedIn,
  type StationContext,
  systemUser,
} from "./station-context.ts";

const connectTimeoutMs = 3000;
const idleTimeoutMs = 10_000;
const probeEveryMs = 2000;

/**
 * Sends queued labels, one at a time, to the one label printer (design section 7). What is sent was written down first;
 * what may have been sent is asked about, never sent again blindly. A printer that takes no connection has received
 * nothing, so such a job goes out by itself once the printer answers.
 */
export class PrintQueue {
  readonly #context: StationContext;
  readonly #onChange: () => void;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #again = false;
  #probe: NodeJS.Timeout | undefined;

  constructor(context: StationContext, onChange: () => void) {
    this.#context = context;
    this.#onChange = onChange;
  }

  /** Jobs that were being sent when the station stopped are in doubt now. Then the queue runs. */
  async start(): Promise<void> {
    for (const { jobId } of interruptedJobs(this.#waiting())) {
      await this.#record(jobId, "sending", (job) => outcomeDraft(job, job.attempt, foundAtStart()));
    }
    this.wake();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#probe);
    this.#stop.abort();
    await this.#running;
  }

  /** Something was queued, or may be sent again. */
  wake(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      if (this.#again && !this.#stop.signal.aborted) {
        this.#again = false;
        this.wake();
      }
    });
  }

  jobs(limit: number): PrintJobRow[] {
    return newestPrintJobIds(this.#context.statements, limit).flatMap((id) => {
      const job = this.#context.log.read("printJobs", id);
      if (!job) return [];
      const { jobId, title, state, copy, words, queuedAt, orderId, parcelId } = job;
      return [{ jobId, title, state, copy, words, queuedAt, orderId, parcelId }];
    });
  }

  async answer(jobId: string, printed: boolean): Reply<null, "job-unknown" | "not-in-doubt"> {
    if (!this.#context.log.read("printJobs", jobId)) return refuse("job-unknown");
    const answered = await this.#record(
      jobId,
      "unknown",
      (job) => draft(`print/${jobId}`, "print.answered", { jobId, orderId: job.orderId, printed }),
      this.#person(),
    );
    if (!answered) return refuse("not-in-doubt");
    this.#onChange();
    this.wake();
    return ok(null);
  }

  async retry(jobId: string): Reply<null, "job-unknown" | "not-failed"> {
    if (!this.#context.log.read("printJobs", jobId)) return refuse("job-unknown");
    if (!(await this.#requeue(jobId, this.#person()))) return refuse("not-failed");
    this.#onChange();
    this.wake();
    return ok(null);
  }

  /** The same bytes once more, counted as a further copy. Refused while an earlier print is not settled. */
  async printAgain(parcelId: string): Reply<{ readonly copy: number }, "job-unknown" | "label-waiting"> {
    const { statements } = this.#context;
    if (jobIdsOfParcel(statements, parcelId).length === 0) return refuse("job-unknown");
    const copy = await actAsPerson(this.#context, (act) => {
      // Asked within the write: of two who ask at once, the second finds the first one's copy waiting.
      const job = act.read("printJobs", jobIdsOfParcel(statements, parcelId).at(-1) ?? "");
      const copy = job && nextCopy(job);
      if (!job || !copy?.ok) return undefined;
      const jobId = act.newId();
      const { orderId, sessionId, document, title, content } = job;
      const body = { jobId, orderId, parcelId, sessionId, document, title, content };
      act.append([draft(`print/${jobId}`, "print.queued", { ...body, copy: copy.value, reprintOf: job.jobId })]);
      return copy.value;
    });
    if (copy === undefined) return refuse("label-waiting");
    this.wake();
    return ok({ copy });
  }

  async test(): Reply<null, "no-printer"> {
    if (settingsOf(this.#context).printerHost === "") return refuse("no-printer");
    await actAsPerson(this.#context, (act) => {
      const jobId = act.newId();
      const content = "^XA^CI28^CF0,60^FO60,80^FDHoldfast^FS^CF0,36^FO60,160^FDThis printer works.^FS^XZ";
      act.append([
        draft(`print/${jobId}`, "print.queued", {
          jobId,
          orderId: "",
          parcelId: "",
          sessionId: "",
          document: "test",
          title: "Test label",
          content,
          copy: 1,
          reprintOf: "",
        }),
      ]);
    });
    this.wake();
    return ok(null);
  }

  /** Jobs that wait or are on their way, in the order they were queued. */
  #waiting(): PrintJobView[] {
    const ids = printJobIds(this.#context.statements, ["queued", "sending"]);
    return ids.flatMap((id) => this.#context.log.read("printJobs", id) ?? []);
  }

  /** A label of an order that was held or cancelled meanwhile waits: holds are checked again before the paper. */
  #isStopped(job: PrintJobView): boolean {
    const order = job.orderId === "" ? undefined : this.#context.log.read("orders", job.orderId);
    return job.state === "queued" && order !== undefined && (order.cancelled !== null || order.holds.length > 0);
  }

  /** A label that lies on its box already, as from the PDF, must not come out again when a printer is set up. */
  async #voidSettled(): Promise<void> {
    for (const job of this.#waiting()) {
      const parcel = job.parcelId === "" ? undefined : this.#context.log.read("parcels", job.parcelId);
      if (job.state !== "queued" || job.copy > 1 || !parcel || parcel.boundAt === null) continue;
      await this.#record(job.jobId, "queued", ({ jobId, orderId }) =>
        draft(`print/${jobId}`, "print.voided", {
          jobId,
          orderId,
          reason: "Its label was scanned on the box already.",
        }),
      );
    }
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted && settingsOf(this.#context).printerHost !== "") {
      await this.#voidSettled();
      const next = nextToSend(this.#waiting().filter((job) => !this.#isStopped(job)));
      if (next === undefined) break;
      await this.#send(next.jobId);
      this.#onChange();
    }
    this.#probeWhileFailing();
  }

  async #send(jobId: string): Promise<void> {
    const { printerHost: host, printerPort: port } = settingsOf(this.#context);
    const sending = await this.#record(jobId, "queued", (job) =>
      draft(`print/${jobId}`, "print.sending", {
        jobId,
        orderId: job.orderId,
        attempt: job.attempt + 1,
        printer: `${host}:${port}`,
      }),
    );
    if (!sending) return;
    this.#onChange();
    const outcome = await sendRaw({
      host,
      port,
      bytes: new TextEncoder().encode(sending.content),
      signal: this.#stop.signal,
      connectTimeoutMs,
      idleTimeoutMs,
    });
    const attempt = sending.attempt + 1;
    await this.#record(jobId, "sending", (job) => outcomeDraft(job, attempt, outcome));
  }

  /** Jobs of which no byte left go out once the printer takes a connection again. */
  #probeWhileFailing(): void {
    clearTimeout(this.#probe);
    if (this.#stop.signal.aborted) return;
    const failed = printJobIds(this.#context.statements, ["failed"]);
    if (failed.length === 0) return;
    this.#probe = setTimeout(() => {
      const { printerHost, printerPort } = settingsOf(this.#context);
      const socket = connect({ host: printerHost, port: printerPort, timeout: connectTimeoutMs });
      const giveUp = (): void => {
        socket.destroy();
        this.#probeWhileFailing();
      };
      socket.once("error", giveUp).once("timeout", giveUp);
      socket.once("connect", () => {
        socket.removeAllListeners();
        socket.on("error", () => undefined);
        socket.destroy();
        void this.#requeueAll(failed);
      });
    }, probeEveryMs);
  }

  async #requeueAll(jobIds: readonly string[]): Promise<void> {
    for (const id of jobIds) await this.#requeue(id);
    this.wake();
  }

  #requeue(jobId: string, user?: string): Promise<PrintJobView | undefined> {
    const retried = (job: PrintJobView) => draft(`print/${jobId}`, "print.retried", { jobId, orderId: job.orderId });
    return this.#record(jobId, "failed", retried, user);
  }

  /** What a person said or asked for bears their name; what the queue does by itself does not. */
  #person(): string {
    return signedIn(this.#context)?.personId ?? systemUser;
  }

  /** Writes a job's next fact if it still stands where we think; gives back the job as it was before. */
  #record(
    jobId: string,
    expected: PrintJobView["state"],
    next: (job: PrintJobView) => ReturnType<typeof draft>,
    user: string = systemUser,
  ): Promise<PrintJobView | undefined> {
    return this.#context.log.act(user, (act) => {
      const job = act.read("printJobs", jobId);
      if (job?.state !== expected) return undefined;
      act.append([next(job)]);
      return job;
    });
  }
}

function outcomeDraft(job: PrintJobView, attempt: number, outcome: SendOutcome): ReturnType<typeof draft> {
  const body = { jobId: job.jobId, orderId: job.orderId, attempt };
  const stream = `print/${job.jobId}`;
  switch (outcome.kind) {
    case "sent":
      return draft(stream, "print.sent", body);
    case "not-sent":
      return draft(stream, "print.failed", { ...body, code: outcome.code, words: sendOutcomeWords(outcome) });
    case "unknown":
      return draft(stream, "print.unknown", { ...body, code: outcome.code, words: sendOutcomeWords(outcome) });
  }
}
