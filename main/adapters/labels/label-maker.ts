import { ok, type Result } from "#shared/kernel/result.ts";
import type { LabelDotsPerInch, ShippingLabel } from "#shared/shipping/label-model.ts";
import type { LabelRefusal } from "#shared/shipping/label-refusal.ts";
import type { PackingSlip, Paper } from "#shared/shipping/packing-slip-model.ts";
import type { Receipt } from "#shared/shipping/receipt-model.ts";
import { openLabelFonts } from "./label-fonts.ts";
import { notePage } from "./note-page.ts";
import { packingSlip } from "./packing-slip.ts";
import { commandCard } from "./command-card.ts";
import { scannerCard } from "./scanner-card.ts";
import { pdfLabel } from "./pdf-label.ts";
import { drawReceipt, escPosReceipt } from "./receipt.ts";
import { builtInOf } from "./built-in-template.ts";
import type { ReadTemplate, TemplateKind } from "./template-files.ts";
import { zplLabel } from "./zpl-label.ts";

/** Draws labels and slips. Its fonts and PDF library are a good part of the program, so it is loaded when first needed. */
export interface LabelMaker {
  zpl(label: ShippingLabel, dotsPerInch: LabelDotsPerInch): Result<string, LabelRefusal>;
  pdf(label: ShippingLabel, dotsPerInch: LabelDotsPerInch): Promise<Result<Uint8Array, LabelRefusal>>;
  slip(slip: PackingSlip, paper: Paper): Promise<Result<Uint8Array, LabelRefusal>>;
  /** In ESC/POS, with the pulse that opens the drawer where wanted. */
  receipt(receipt: Receipt, opensDrawer: boolean): Result<Uint8Array, LabelRefusal>;
  /** A page with a few lines; what no font has is left out. `at` dates it, UTC milliseconds. */
  note(lines: readonly string[], at: number): Promise<Uint8Array>;
  /** The self-test card for scanners, on paper. */
  scannerCard(at: number): Promise<Uint8Array>;
  /** The barcodes that stand for buttons, on paper. */
  commandCard(at: number): Promise<Uint8Array>;
}

/** Gives the template in use, asked for each document. */
export type TemplateInUse = <Kind extends TemplateKind>(kind: Kind) => ReadTemplate<Kind>;

/** `assets` is the folder that holds `fonts/`. */
export async function openLabelMaker(assets: string, template: TemplateInUse = builtInOf): Promise<LabelMaker> {
  const fonts = await openLabelFonts(assets);
  return {
    zpl: (label, dotsPerInch) => zplLabel(fonts, label, dotsPerInch, template("label")),
    pdf: (label, dotsPerInch) => pdfLabel(fonts, label, dotsPerInch, template("label")),
    slip: (slip, paper) => packingSlip(fonts, slip, paper, template("slip")),
    receipt: (receipt, opensDrawer) => {
      const drawn = drawReceipt(fonts, receipt, template("receipt"));
      return drawn.ok ? ok(escPosReceipt(drawn.value, opensDrawer)) : drawn;
    },
    note: (lines, at) => notePage(fonts, lines, at),
    scannerCard: (at) => scannerCard(fonts, at),
    commandCard: (at) => commandCard(fonts, at),
  };
}
