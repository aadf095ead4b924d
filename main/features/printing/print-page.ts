import type { ParsedInputOf } from "#shared/bridge/contract.ts";
import type { PrintJobRow, PrintPage } from "#shared/bridge/print-types.ts";
import type { PrintJobView } from "#shared/printing/print-job-view.ts";
import { troubleWords } from "#shared/printing/printer-trouble.ts";
import type { PrinterView } from "#shared/printing/printer-view.ts";
import { countPrints, printSlice } from "../../store/work-list.ts";
import { stationNameOf, type StationContext } from "../station-context.ts";
import type { PrintQueue } from "./print-queue.ts";
import { printerOfJob } from "./printers.ts";

/** A slice of the prints with how they stand, the newest first, and how many wait or are in doubt in all. */
export function printPage(context: StationContext, queue: PrintQueue, asked: ParsedInputOf<"prints.page">): PrintPage {
  const { statements, log } = context;
  const { ids, next } = printSlice(statements, asked);
  return {
    jobs: ids.flatMap((id) => {
      const job = log.read("printJobs", id);
      return job ? [rowOf(context, queue, job)] : [];
    }),
    next,
    waiting: countPrints(statements, ["queued", "sending", "failed"]),
    inDoubt: countPrints(statements, ["unknown"]),
  };
}

function rowOf(context: StationContext, queue: PrintQueue, job: PrintJobView): PrintJobRow {
  const printer = printerOfJob(context, job);
  const { jobId, title, document, state, copy, words, queuedAt, changedAt, orderId, parcelId } = job;
  return {
    jobId,
    title,
    document,
    state,
    copy,
    words,
    queuedAt,
    changedAt,
    orderId,
    parcelId,
    printerId: printer?.printerId ?? "",
    printerName: printer?.name ?? "",
    waits: waitingWords(context, queue, job, printer),
  };
}

/** Why a job has not come out yet, in words; empty where nothing holds it up. */
function waitingWords(
  context: StationContext,
  queue: PrintQueue,
  job: PrintJobView,
  printer: PrinterView | undefined,
): string {
  if (!["queued", "sending", "sent", "failed"].includes(job.state)) return "";
  if (job.state === "sent" && job.printerJob === null) return "";
  if (job.moveTo) return "Another printer was asked for. The station that holds the job lets it go when it can.";
  if (!printer)
    return job.printerId === "" ? "No printer is set up for this." : "Its printer was removed. Move it to another.";
  if (printer.stationId !== context.store.stationId) {
    return job.state === "queued"
      ? `Printed by ${stationNameOf(context, printer.stationId)}, which has the printer.`
      : "";
  }
  const found = queue.troubleOf(printer.printerId);
  if (!found) return "";
  const own = troubleWords(found.trouble);
  return found.words === "" ? own : `${own} It says: “${found.words}”.`;
}
