import { err, ok, type Result } from "#shared/kernel/result.ts";
import { addressLines } from "#shared/shipping/address-lines.ts";
import type { LabelField, LabelRefusal } from "#shared/shipping/label-refusal.ts";
import type { PackingSlip, PackingSlipLine, Paper } from "#shared/shipping/packing-slip-model.ts";
import { barWidths, firstNotInCode128, quietModules, type BarcodeContent } from "./code-128.ts";
import type { LabelFonts, Weight } from "./label-fonts.ts";
import { amountText, dateText } from "./label-words.ts";
import { printableText } from "./printable-text.ts";
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
  { title: "Ordered", width: 52 },
  { title: "In this box", width: 62 },
  { title: "To follow", width: 56 },
] as const;

/** Sets all text of the slip, breaks it into lines and the lines into pages. */
export function planSlip(fonts: LabelFonts, slip: PackingSlip, paper: Paper): Result<SlipPlan, LabelRefusal> {
  const size = papers[paper];
  const writer = new SlipWriter(fonts, margin, size.width - margin);
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
    const foot = slipFoot(writer, slip, index + 1, pages.length);
    marks.push(...placed(foot, size.height - footBaseline - foot.height));
  }
  return writer.refusal ? err(writer.refusal) : ok({ ...size, pages });
}

/** Sets text between two margins and keeps the first reason why some of it cannot be printed. */
class SlipWriter {
  readonly fonts: LabelFonts;
  readonly left: number;
  readonly width: number;
  refusal: LabelRefusal | undefined;

  constructor(fonts: LabelFonts, left: number, right: number) {
    this.fonts = fonts;
    this.left = left;
    this.width = right - left;
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
  const sender = senderLines.map((text, index) =>
    index === 0
      ? writer.text("sender", { text, weight: "bold", size: 13, width: half })
      : writer.text("sender", { text, size: 9, width: half, gray: soft }),
  );
  const right = { x: writer.left + half + 20, width: half, align: "right" } as const;
  const title = [
    writer.text("line", { text: "Packing slip", weight: "bold", size: 22, ...right }),
    writer.text("order-number", { text: `Order ${slip.orderNumber}`, weight: "bold", size: 13, ...right }),
    space(6),
    barcode.value,
  ];
  return ok(
    stack([
      beside([stack(sender), stack(title)]),
      space(14),
      writer.rule(1.5),
      space(14),
      beside([shipToBlock(writer, slip, half), factsBlock(writer, slip, right.x, half)]),
      space(22),
    ]),
  );
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
    writer.text("ship-to", { text: "SHIP TO", weight: "bold", size: 8, gray: soft }),
    space(3),
    ...lines.map((text, index) =>
      writer.text("ship-to", { text, width, weight: index === 0 ? "bold" : "regular", size: index === 0 ? 12 : 11 }),
    ),
  ]);
}

function factsBlock(writer: SlipWriter, slip: PackingSlip, x: number, width: number): Block {
  const facts = [
    ["Ordered", dateText(slip.placedAt, slip.timeZone)],
    ["Packed", dateText(slip.packedAt, slip.timeZone)],
    ["Shipping", slip.shippingMethod],
    ["Box", `${slip.boxIndex} of ${slip.boxCount}`],
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
      writer.text("line", { text: "SKU", ...heading }),
      writer.text("line", { text: "ITEM", ...heading, x: writer.left + skuWidth }),
      ...columns.map(({ title }, index) =>
        writer.text("line", { text: title.toUpperCase(), ...heading, ...columnPlace(writer, index), align: "right" }),
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
  const nameWidth = columnPlace(writer, 0).x - writer.left - skuWidth - 8;
  return stack([
    space(6),
    beside([
      writer.text("line", { text: line.sku, size: 10, width: skuWidth - 10 }),
      writer.text("line", { text: line.name, size: 10, x: writer.left + skuWidth, width: nameWidth }),
      ...counts.map((count, index) =>
        writer.text("line", { ...count, size: 10, ...columnPlace(writer, index), align: "right" }),
      ),
    ]),
    space(3),
    writer.rule(hairline, 0.8),
  ]);
}

function columnPlace(writer: SlipWriter, index: number): { readonly x: number; readonly width: number } {
  const widths = columns.slice(index).reduce((sum, { width }) => sum + width, 0);
  return { x: writer.left + writer.width - widths, width: columns[index]?.width ?? 0 };
}

/** Under the table: how many units, the money where wanted, a word to the customer. */
function slipTail(writer: SlipWriter, slip: PackingSlip): Block {
  const units = slip.lines.reduce((sum, line) => sum + line.inThisBox, 0);
  const later = slip.lines.reduce((sum, line) => sum + line.backordered, 0);
  const follow = later === 0 ? "" : `, ${later} to follow`;
  const sum = `${units} ${units === 1 ? "unit" : "units"} in this box${follow}`;
  return stack([
    space(8),
    writer.text("line", { text: sum, weight: "bold", size: 10, align: "right" }),
    totalsBlock(writer, slip),
    ...(slip.note.trim() === "" ? [] : [space(16), writer.text("note", { text: slip.note, size: 11 })]),
  ]);
}

function totalsBlock(writer: SlipWriter, { totals, currency, taxIncluded }: PackingSlip): Block {
  if (!totals) return space(0);
  const amounts = [
    { name: "Subtotal", minor: totals.subtotalMinor, always: true },
    { name: "Discount", minor: -totals.discountMinor, always: false },
    { name: "Shipping", minor: totals.shippingMinor, always: true },
    { name: taxIncluded ? "Tax included" : "Tax", minor: totals.taxMinor, always: false },
    { name: "Total", minor: totals.totalMinor, always: true },
  ];
  const x = writer.left + writer.width - 210;
  const rows = amounts
    .filter(({ minor, always }) => always || minor !== 0)
    .map(({ name, minor }) => {
      const weight: Weight = name === "Total" ? "bold" : "regular";
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

function slipFoot(writer: SlipWriter, slip: PackingSlip, page: number, pages: number): Block {
  const style = { size: 8.5, gray: soft } as const;
  const left = `Order ${slip.orderNumber}  ·  Box ${slip.boxIndex} of ${slip.boxCount}`;
  return beside([
    writer.text("order-number", { text: left, ...style, width: writer.width - 80 }),
    writer.text("line", { text: `Page ${page} of ${pages}`, ...style, align: "right" }),
  ]);
}
