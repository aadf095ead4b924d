import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { LabelFile } from "#shared/bridge/print-types.ts";
import { draft } from "#shared/facts/kinds.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { PrinterView } from "#shared/printing/printer-view.ts";
import { looksLikeZpl, readZpl } from "#shared/printing/zpl-format.ts";
import { zplPage } from "../../adapters/labels/zpl-page.ts";
import type { PictureMaker } from "../../adapters/pictures/picture-maker.ts";
import { actAsPerson, refuse, type Reply, type StationContext } from "../station-context.ts";
import { isPdf, pictureOf } from "./previews.ts";
import { labelDots, printerFor } from "./printers.ts";

const largestFile = 4 * 1024 * 1024;
const mostPages = 20;

type FileCode = "not-a-file" | "not-a-label";

/** Content as a job holds it: text where the bytes are UTF-8, and come back from it the same, else base64. */
export interface JobContent {
  readonly content: string;
  readonly encoding: "utf-8" | "base64";
  readonly labels: number;
}

/** A label file as somebody else made it: a carrier's ZPL, or a PDF. Drawn as it would print, and not yet printed. */
export async function readLabelFile(
  context: StationContext,
  pictures: PictureMaker,
  path: string,
): Reply<LabelFile, FileCode> {
  const bytes = await readWhole(path);
  if (!bytes) return refuse("not-a-file");
  const content = await labelContent(pictures, bytes, labelDots(context));
  if (!content.ok) return refuse("not-a-label", content.error);
  const drawn = await pictureOf(pictures, contentBytesOf(content.value), labelDots(context));
  return ok({
    path,
    name: basename(path),
    kind: isPdf(bytes) ? "pdf" : "zpl",
    labels: content.value.labels,
    picture: drawn.ok ? drawn.value : null,
    noPicture: drawn.ok ? "" : drawn.error.detail,
  });
}

/** Queues it for the label printer: ZPL byte for byte, a PDF drawn at the printer's own dots. */
export async function printLabelFile(
  context: StationContext,
  pictures: PictureMaker,
  path: string,
): Reply<{ readonly jobId: string }, FileCode | "no-printer"> {
  const printer = printerFor(context, "label");
  if (!printer) return refuse("no-printer");
  const bytes = await readWhole(path);
  if (!bytes) return refuse("not-a-file");
  const content = await labelContent(pictures, bytes, labelDots(context));
  if (!content.ok) return refuse("not-a-label", content.error);
  return ok({ jobId: await queueContent(context, printer, "carrier-label", basename(path), content.value) });
}

export async function queueContent(
  context: StationContext,
  printer: PrinterView,
  document: "carrier-label" | "slip" | "receipt",
  title: string,
  content: JobContent,
  orderId = "",
): Promise<string> {
  return await actAsPerson(context, (act) => {
    const jobId = act.newId();
    const where = { printerId: printer.printerId, holder: printer.stationId };
    const about = { jobId, orderId, parcelId: "", sessionId: "", document, title, copy: 1, reprintOf: "" };
    act.append([draft(`print/${jobId}`, "print.queued", { ...about, ...where, ...content })]);
    return jobId;
  });
}

async function labelContent(
  pictures: PictureMaker,
  bytes: Uint8Array,
  dotsPerInch: number,
): Promise<Result<JobContent, string>> {
  if (isPdf(bytes)) return await zplOfPdf(pictures, bytes, dotsPerInch);
  const text = Buffer.from(bytes).toString("latin1");
  if (!looksLikeZpl(text)) return err("It is neither ZPL (^XA to ^XZ) nor a PDF.");
  return ok({ ...asContent(bytes), labels: readZpl(text).labels });
}

/** Each page of a PDF as a label of the printer's own dots, 4 x 6 inch. */
export async function zplOfPdf(
  pictures: PictureMaker,
  pdf: Uint8Array,
  dotsPerInch: number,
): Promise<Result<JobContent, string>> {
  let content = "";
  let pages = 1;
  for (let page = 0; page < pages; page += 1) {
    const drawn = await pictures.bits(pdf, { page, width: 4 * dotsPerInch, height: 6 * dotsPerInch, dotsPerInch });
    if (!drawn.ok) return err(drawn.error.detail);
    ({ pages } = drawn.value);
    if (pages === 0 || pages > mostPages) return err(`It has ${pages} pages; a label file has 1 to ${mostPages}.`);
    content += zplPage(drawn.value);
  }
  return ok({ content, encoding: "utf-8", labels: pages });
}

export function asContent(bytes: Uint8Array): Pick<JobContent, "content" | "encoding"> {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString("utf8");
  if (Buffer.from(text, "utf8").equals(buffer)) return { content: text, encoding: "utf-8" };
  return { content: buffer.toString("base64"), encoding: "base64" };
}

function contentBytesOf({ content, encoding }: JobContent): Uint8Array {
  return Buffer.from(content, encoding === "base64" ? "base64" : "utf8");
}

async function readWhole(path: string): Promise<Uint8Array | undefined> {
  try {
    const { size } = await stat(path);
    return size > 0 && size <= largestFile ? await readFile(path) : undefined;
  } catch {
    return undefined;
  }
}
