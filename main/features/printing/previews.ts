import type { PrintPicture } from "#shared/bridge/print-types.ts";
import { ok, type Result } from "#shared/kernel/result.ts";
import type { PrintJobView } from "#shared/printing/print-job-view.ts";
import { looksLikeZpl, paperOf, readZpl } from "#shared/printing/zpl-format.ts";
import type { NoPicture, Picture, PictureMaker } from "../../adapters/pictures/picture-maker.ts";
import { refuse, type Reply, type StationContext } from "../station-context.ts";
import { contentBytes } from "./printer-writer.ts";
import { printerOfJob } from "./printers.ts";

/** Screens show a page of paper at about this; an office page at its printer's 600 dots would be 100 MB. */
const screenDots = 110;

/** What a job puts on paper, drawn from the very bytes the printer gets. */
export async function pictureOfJob(
  context: StationContext,
  pictures: PictureMaker,
  jobId: string,
): Reply<PrintPicture, "job-unknown" | "no-picture"> {
  const job = context.log.read("printJobs", jobId);
  if (!job) return refuse("job-unknown");
  const drawn = await pictureOf(pictures, contentBytes(job), printerDots(context, job));
  return drawn.ok ? drawn : refuse("no-picture", drawn.error.detail);
}

function printerDots(context: StationContext, job: PrintJobView): number {
  return printerOfJob(context, job)?.dotsPerInch ?? 203;
}

export async function pictureOf(
  pictures: PictureMaker,
  bytes: Uint8Array,
  dotsPerInch: number,
): Promise<Result<PrintPicture, NoPicture>> {
  if (isPdf(bytes)) return shown(await pictures.pdf(bytes, screenDots));
  const text = Buffer.from(bytes).toString("latin1");
  if (looksLikeZpl(text)) {
    // ZPL says itself how its bytes are to be read (^CI); ours and most carriers' are UTF-8.
    const unicode = Buffer.from(bytes).toString("utf8");
    return shown(await pictures.zpl(unicode, paperOf(readZpl(text), dotsPerInch), dotsPerInch));
  }
  return shown(await pictures.raster(bytes));
}

export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).includes("%PDF-");
}

function shown(drawn: Result<readonly Picture[], NoPicture>): Result<PrintPicture, NoPicture> {
  if (!drawn.ok) return drawn;
  const pages = drawn.value.map(({ png, width, height }) => ({ png: new Uint8Array(png), width, height }));
  return ok({ pages });
}
