import { assertNever, ok, type Result } from "#shared/kernel/result.ts";
import type { LabelDotsPerInch, ShippingLabel } from "#shared/shipping/label-model.ts";
import type { LabelRefusal } from "#shared/shipping/label-refusal.ts";
import { zplSymbol } from "./code-128.ts";
import { fontsFor, type LabelFonts, lineReach, lineWidth } from "./label-fonts.ts";
import { layOutLabel } from "./label-layout.ts";
import { builtInTemplate } from "./built-in-template.ts";
import type { ReadTemplate } from "./template-files.ts";
import type { LabelMark, TextMark } from "./label-marks.ts";
import { printerFaceHeight } from "./printer-face.ts";
import { drawTexts } from "./text-bitmap.ts";
import { graphicField } from "./zpl-graphic.ts";

/**
 * A 4 x 6 inch label as ZPL II text (send it as UTF-8). Blocks of plain Latin-1 text use the font inside the printer; blocks
 * with any other letter, and what must sit exactly, are drawn here from the bundled fonts and sent as graphics, so no
 * letter depends on the printer's firmware. The same label gives the same text.
 */
export function zplLabel(
  opened: LabelFonts,
  label: ShippingLabel,
  dotsPerInch: LabelDotsPerInch,
  template: ReadTemplate = builtInTemplate,
): Result<string, LabelRefusal> {
  const fonts = fontsFor(opened, label.shipTo.country);
  const layout = layOutLabel(label, {
    fonts,
    template,
    dotsPerInch,
    hasPrinterFace: true,
    modulesOf: (content) => zplSymbol(content).modules,
  });
  if (!layout.ok) return layout;
  const head = ["^XA", "^CI28", `^PW${4 * dotsPerInch}`, `^LL${6 * dotsPerInch}`, "^LH0,0", "^FWN", "^PON", "^LRN"];
  const fields = layout.value.map((mark) => `${field(fonts, mark)}^FS`);
  return ok([...head, ...fields, "^PQ1,0,1,N", "^XZ", ""].join("\n"));
}

/** `text` as field data after `^FH_`: the characters ZPL gives a meaning, as hex. */
export function fieldData(text: string): string {
  return text.replaceAll(/[\^~_\\]/g, (character) => `_${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function field(fonts: LabelFonts, mark: LabelMark): string {
  switch (mark.kind) {
    case "fill":
      return `^FO${mark.x},${mark.y}^GB${mark.width},${mark.height},${Math.min(mark.width, mark.height)}`;
    case "panel": {
      const texts = mark.texts.map((text) => ({
        text: text.text,
        weight: text.face.weight,
        size: text.size,
        x: text.x - mark.x,
        baseline: text.baseline - mark.y,
      }));
      return `^FO${mark.x},${mark.y}${graphicField(drawTexts(fonts, mark.width, mark.height, texts, "white"))}`;
    }
    case "barcode": {
      const { data } = zplSymbol(mark.content);
      const bars = `^BY${mark.module},3,${mark.height}^BCN,${mark.height},N,N,N,N`;
      return `^FO${mark.x},${mark.y}${bars}^FH_^FD${fieldData(data)}`;
    }
    case "dots":
      return `^FO${mark.x},${mark.y}${graphicField(mark.bitmap)}`;
    case "text":
      return text(fonts, mark);
    default:
      return assertNever(mark);
  }
}

function text(fonts: LabelFonts, mark: TextMark): string {
  if (mark.face.kind === "printer") {
    const height = printerFaceHeight(mark.size);
    return `^FT${mark.x},${mark.baseline}^A0N,${height},${height}^FH_^FD${fieldData(mark.text)}`;
  }
  const { weight } = mark.face;
  // Room above for accents on capitals, below for descenders, and at the sides for letters that overhang.
  const reach = lineReach(fonts, weight, mark.text, mark.size);
  const above = Math.ceil(Math.max(mark.size * 1.1, reach.up + 1));
  const below = Math.ceil(Math.max(mark.size * 0.35, reach.down + 1));
  const before = Math.ceil(Math.max(mark.size * 0.1, reach.left + 1));
  const after = Math.ceil(Math.max(mark.size * 0.1, reach.right + 1));
  const width = before + Math.ceil(lineWidth(fonts, weight, mark.text, mark.size)) + after;
  const x = Math.max(0, mark.x - before);
  const y = Math.max(0, mark.baseline - above);
  const line = { text: mark.text, weight, size: mark.size, x: mark.x - x, baseline: mark.baseline - y };
  return `^FO${x},${y}${graphicField(drawTexts(fonts, width, above + below, [line]))}`;
}
