import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { SlipField, SlipTemplate } from "#shared/shipping/document-templates.ts";
import { fillIn } from "#shared/shipping/label-template.ts";
import { addressLines } from "#shared/shipping/address-lines.ts";
import type { LabelField, LabelRefusal } from "#shared/shipping/label-refusal.ts";
import type { PackingSlip, PackingSlipLine, Paper } from "#shared/shipping/packing-slip-model.ts";
import { barWidths, firstNotInCode128, quietModules, type BarcodeContent } from "./code-128.ts";
import type { LabelFonts, Weight } from "./label-fonts.ts";
import { amountText, dateText } from "./label-words.ts";
import { printableText } from "./printable-text.ts";
import type { ReadTemplate } from "./template-files.ts";
import {
  beside,
  type Block,
  type BlockText,
  placed,
  rule,
  type SlipMark,
  space,
  stack,
  textBlock,
} from "./slip-block.ts";

export interface SlipPlan {
  /** Page size in points. */
  readonly width: number;
  readonly height: number;
  readonly pages: readonly (readonly SlipMark[])[];
}

const papers: Readonly<Record<Paper, { readonly width: number; readonly height: number }>> = {
  a4: { width: 595.28, height: 841.89 },
  letter: { width: 612, height: 792 },
};
const margin = 44;
const footBaseline = 30;
const footRoom = 52;
const soft = 0.35;
const hairline = 0.75;

/** Narrowest bars in points, best first: 8, 7 and 6 dots of a 600 dpi office printer (0.34 to 0.25 mm). */
const modules = [0.96, 0.84, 0.72];
const barcodeHeight = 30;

/** Widths of the columns on the right of the table; the SKU has its own, the name takes the rest. */
const skuWidth = 92;
const columns = [
  { title: "columnOrdered", width: 52 },
  { title: "columnInBox", width: 62 },
  { title: "columnToFollow", width: 56 },
] as const;

/** Sets all text of the slip, breaks it into lines and the lines into pages. */
export function planSlip(
  fonts: LabelFonts,
  slip: PackingSlip,
  paper: Paper,
  template: ReadTemplate<"slip">,
): Result<SlipPlan, LabelRefusal> {
  const size = papers[paper];
  const writer = new SlipWriter(fonts, template, slip, margin, size.width - margin);
  const head = slipHead(writer, slip);
  if (!head.ok) return head;
  const headings = tableHeadings(writer);
  const rows = slip.lines.map((line) => tableRow(writer, line));
  const tail = slipTail(writer, slip);
  const bottom = size.height - footRoom;
  const most = bottom - margin - headings.height;
  if (head.value.height > most) writer.refuseLength("ship-to", slip.shipTo.lines.join(", "));
  const tooHigh = rows.findIndex(({ height }) => height > most);
  if (tooHigh !== -1) writer.refuseLength("line", slip.lines[tooHigh]?.name ?? "");
  if (tail.height > most) writer.refuseLength("note", slip.note);
  if (writer.refusal) return err(writer.refusal);

  const pages: SlipMark[][] = [placed(head.value, margin)];
  let y = margin + head.value.height;
  const put = (block: Block): void => {
    pages.at(-1)?.push(...placed(block, y));
    y += block.height;
  };
  put(headings);
  for (const [index, block] of [...rows, tail].entries()) {
    if (y + block.height > bottom) {
      pages.push([]);
      y = margin;
      if (index < rows.length) put(headings);
    }
    put(block);
  }
  for (const [index, marks] of pages.entries()) {
    const foot = slipFoot(writer, index + 1, pages.length);
    marks.push(...placed(foot, size.height - footBaseline - foot.height));
  }
  return writer.refusal ? err(writer.refusal) : ok({ ...size, pages });
}

/** Sets text between two margins and keeps the first reason why some of it cannot be printed. */
class SlipWriter {
  readonly fonts: LabelFonts;
  readonly read: ReadTemplate<"slip">;
  readonly left: number;
  readonly width: number;
  readonly #slip: PackingSlip;
  refusal: LabelRefusal | undefined;

  constructor(fonts: LabelFonts, read: ReadTemplate<"slip">, slip: PackingSlip, left: number, right: number) {
    this.fonts = fonts;
    this.read = read;
    this.#slip = slip;
    this.left = left;
    this.width = right - left;
  }

  has(part: SlipTemplate["parts"][number]): boolean {
    return this.read.template.parts.includes(part);
  }

  /** A word of the template with the slip's own values in it. */
  word(name: keyof SlipTemplate["words"], more: Partial<Record<SlipField, string>> = {}): string {
    const { orderNumber, boxIndex, boxCount } = this.#slip;
    const values = { orderNumber, index: String(boxIndex), count: String(boxCount), units: "", later: "", page: "" };
    const filled = fillIn(this.read.template.words[name], { ...values, pages: "", ...more });
    return "text" in filled ? filled.text : this.read.template.words[name];
  }

  text(field: LabelField, given: Partial<BlockText> & { readonly text: string; readonly size: number }): Block {
    const weight: Weight = given.weight ?? "regular";
    const text = printableText(this.fonts, weight, field, given.text);
    if (!text.ok) {
      this.refusal ??= text.error;
      return space(0);
    }
    return textBlock(this.fonts, { x: this.left, width: this.width, ...given, weight, text: text.value });
  }

  refuseLength(field: LabelField, text: string): void {
    this.refusal ??= { code: "text-too-long", field, text };
  }

  rule(thickness: number, gray = 0): Block {
    return rule(this.left, this.width, thickness, gray);
  }
}

function slipHead(writer: SlipWriter, slip: PackingSlip): Result<Block, LabelRefusal> {
  const half = writer.width / 2 - 10;
  const barcode = orderBarcode(writer, slip);
  if (!barcode.ok) return barcode;
  const senderLines = addressLines(slip.shipFrom, { from: slip.shipTo.country });
  const shown = writer.has("sender") ? senderLines : [];
  const sender = shown.map((text, index) =>
    index === 0
      ? writer.text("sender", { text, weight: "bold", size: 13, width: half })
      : writer.text("sender", { text, size: 9, width: half, gray: soft }),
  );
  const right = { x: writer.left + half + 20, width: half, align: "right" } as const;
  const title = [
    writer.text("line", { text: writer.word("title"), weight: "bold", size: 22, ...right }),
    writer.text("order-number", { text: writer.word("order"), weight: "bold", size: 13, ...right }),
    ...(writer.has("barcode") ? [space(6), barcode.value] : []),
  ];
  const shipTo = writer.has("ship-to") ? [shipToBlock(writer, slip, half)] : [];
  const facts = writer.has("facts") ? [factsBlock(writer, slip, right.x, half)] : [];
  return ok(
    stack([
      beside([stack([...logoBlock(writer, half), ...sender]), stack(title)]),
      space(14),
      writer.rule(1.5),
      space(14),
      beside([...shipTo, ...facts]),
      space(22),
    ]),
  );
}

const pointsPerMillimetre = 72 / 25.4;

/** The logo over the sender, not higher than a few lines of text. */
function logoBlock(writer: SlipWriter, most: number): Block[] {
  const { template, logo } = writer.read;
  if (!template.logo || !logo) return [];
  const width = Math.min(most, template.logo.width * pointsPerMillimetre);
  const height = (logo.height * width) / logo.width;
  return [{ height, marks: [{ kind: "picture", x: writer.left, y: 0, width, height, picture: logo }] }, space(8)];
}

function orderBarcode(writer: SlipWriter, slip: PackingSlip): Result<Block, LabelRefusal> {
  const bad = firstNotInCode128(slip.orderBarcode);
  if (bad !== undefined) return err({ code: "character-not-in-barcode", field: "order-barcode", character: bad });
  const content: BarcodeContent = { kind: "text", text: slip.orderBarcode };
  const width = barWidths(content).reduce((sum, bar) => sum + bar, 0);
  const module = modules.find((one) => (width + quietModules) * one <= writer.width / 2);
  if (module === undefined) return err({ code: "barcode-too-long", field: "order-barcode", text: slip.orderBarcode });
  const x = writer.left + writer.width - width * module;
  return ok({
    height: barcodeHeight,
    marks: [{ kind: "barcode", x, y: 0, height: barcodeHeight, module, content }],
  });
}

function shipToBlock(writer: SlipWriter, slip: PackingSlip, width: number): Block {
  const lines = addressLines(slip.shipTo, { from: slip.shipFrom.country });
  return stack([
    writer.text("ship-to", { text: writer.word("shipTo"), weight: "bold", size: 8, gray: soft }),
    space(3),
    ...lines.map((text, index) =>
      writer.text("ship-to", { text, width, weight: index === 0 ? "bold" : "regular", size: index === 0 ? 12 : 11 }),
    ),
  ]);
}

function factsBlock(writer: SlipWriter, slip: PackingSlip, x: number, width: number): Block {
  const { months } = writer.read.template;
  const facts = [
    [writer.word("ordered"), dateText(slip.placedAt, slip.timeZone, months)],
    [writer.word("packed"), dateText(slip.packedAt, slip.timeZone, months)],
    [writer.word("shipping"), slip.shippingMethod],
    [writer.word("box"), writer.word("boxOf")],
  ] as const;
  const label = 62;
  return stack(
    facts
      .filter(([, text]) => text.trim() !== "")
      .map(([name, text]) =>
        beside([
          writer.text("line", { text: name, size: 10, x, width: label, gray: soft }),
          writer.text("shipping-method", { text, weight: "bold", size: 10, x: x + label, width: width - label }),
        ]),
      ),
    3,
  );
}

function tableHeadings(writer: SlipWriter): Block {
  const heading = { weight: "bold", size: 8, gray: soft } as const;
  return stack([
    beside([
      ...(writer.has("sku") ? [writer.text("line", { text: writer.word("sku"), ...heading })] : []),
      writer.text("line", { text: writer.word("item"), ...heading, x: itemLeft(writer) }),
      ...columns.map(({ title }, index) =>
        writer.text("line", { text: writer.word(title), ...heading, ...columnPlace(writer, index), align: "right" }),
      ),
    ]),
    space(3),
    writer.rule(1),
  ]);
}

function tableRow(writer: SlipWriter, line: PackingSlipLine): Block {
  const counts = [
    { text: String(line.ordered), weight: "regular", gray: soft },
    { text: line.inThisBox === 0 ? "–" : String(line.inThisBox), weight: "bold", gray: 0 },
    { text: line.backordered === 0 ? "" : String(line.backordered), weight: "regular", gray: 0 },
  ] as const;
  const nameWidth = columnPlace(writer, 0).x - itemLeft(writer) - 8;
  return stack([
    space(6),
    beside([
      ...(writer.has("sku") ? [writer.text("line", { text: line.sku, size: 10, width: skuWidth - 10 })] : []),
      writer.text("line", { text: line.name, size: 10, x: itemLeft(writer), width: nameWidth }),
      ...counts.map((count, index) =>
        writer.text("line", { ...count, size: 10, ...columnPlace(writer, index), align: "right" }),
      ),
    ]),
    space(3),
    writer.rule(hairline, 0.8),
  ]);
}

function itemLeft(writer: SlipWriter): number {
  return writer.has("sku") ? writer.left + skuWidth : writer.left;
}

function columnPlace(writer: SlipWriter, index: number): { readonly x: number; readonly width: number } {
  const widths = columns.slice(index).reduce((sum, { width }) => sum + width, 0);
  return { x: writer.left + writer.width - widths, width: columns[index]?.width ?? 0 };
}

/** Under the table: how many units, the money where wanted, a word to the customer. */
function slipTail(writer: SlipWriter, slip: PackingSlip): Block {
  const units = slip.lines.reduce((sum, line) => sum + line.inThisBox, 0);
  const later = slip.lines.reduce((sum, line) => sum + line.backordered, 0);
  const counts = { units: String(units), later: String(later) };
  const follow = later === 0 ? "" : writer.word("toFollow", counts);
  const sum = writer.word(units === 1 ? "oneUnit" : "units", counts) + follow;
  const notes = [...(writer.has("note") ? [slip.note] : []), ...writer.read.template.closing];
  return stack([
    space(8),
    writer.text("line", { text: sum, weight: "bold", size: 10, align: "right" }),
    ...(writer.has("totals") ? [totalsBlock(writer, slip)] : []),
    ...notes
      .filter((text) => text.trim() !== "")
      .flatMap((text, row) => [space(row === 0 ? 16 : 4), writer.text("note", { text, size: 11 })]),
  ]);
}

function totalsBlock(writer: SlipWriter, { totals, currency, taxIncluded }: PackingSlip): Block {
  if (!totals) return space(0);
  const amounts = [
    { name: writer.word("subtotal"), isTotal: false, minor: totals.subtotalMinor, always: true },
    { name: writer.word("discount"), isTotal: false, minor: -totals.discountMinor, always: false },
    { name: writer.word("delivery"), isTotal: false, minor: totals.shippingMinor, always: true },
    { name: writer.word(taxIncluded ? "taxIncluded" : "tax"), isTotal: false, minor: totals.taxMinor, always: false },
    { name: writer.word("total"), isTotal: true, minor: totals.totalMinor, always: true },
  ];
  const x = writer.left + writer.width - 210;
  const rows = amounts
    .filter(({ minor, always }) => always || minor !== 0)
    .map(({ name, minor, isTotal }) => {
      const weight: Weight = isTotal ? "bold" : "regular";
      return beside([
        writer.text("line", { text: name, weight, size: 10, x, width: 90 }),
        writer.text("line", {
          text: amountText(minor, currency),
          weight,
          size: 10,
          x: x + 90,
          width: 120,
          align: "right",
        }),
      ]);
    });
  return stack([space(12), stack(rows, 3)]);
}

function slipFoot(writer: SlipWriter, page: number, pages: number): Block {
  const style = { size: 8.5, gray: soft } as const;
  return beside([
    writer.text("order-number", { text: writer.word("foot"), ...style, width: writer.width - 80 }),
    writer.text("line", {
      text: writer.word("page", { page: String(page), pages: String(pages) }),
      ...style,
      align: "right",
    }),
  ]);
}
