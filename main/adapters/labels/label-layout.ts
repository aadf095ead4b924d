import { err, ok, type Result } from "#shared/kernel/result.ts";
import { addressLines } from "#shared/shipping/address-lines.ts";
import type { LabelDotsPerInch, ShippingLabel } from "#shared/shipping/label-model.ts";
import type { LabelRefusal } from "#shared/shipping/label-refusal.ts";
import { firstNotInCode128, quietModules, type BarcodeContent } from "./code-128.ts";
import { type LabelPart, labelParts } from "#shared/shipping/label-template.ts";
import type { BundledFace, Face, LabelMark, TextMark } from "./label-marks.ts";
import { weightText } from "./label-words.ts";
import { dots, type Part, type Press, type TextPart, textBlock } from "./label-press.ts";
import { templateMarks, wordsFor } from "./template-marks.ts";

/** Narrowest bars in dots, best first. GS1 wants 0.495 mm or more for an SSCC; below 0.25 mm scanners miss. */
const ssccModule: Readonly<Record<LabelDotsPerInch, number>> = { 203: 4, 300: 6 };
const orderModules: Readonly<Record<LabelDotsPerInch, readonly number[]>> = { 203: [3, 2], 300: [5, 4, 3] };

/** Places on the 101.6 x 152.4 mm label, in mm from the top left. */
const sheet = { left: 4, right: 97.6, rule: 0.5 };
const sender = { caption: 5.6, top: 6.6, bottom: 22.5, right: 65 };
const box = { left: 68, caption: 5.6, top: 6.6, bottom: 14.8, weightTop: 15, weightBottom: 22.5 };
const band = { top: 23.5, bottom: 36.5, split: 58 };
const shipTo = { caption: 41, top: 42.6, bottom: 80.4, left: 9 };
const order = { rule: 81, caption: 86.6, numberLeft: 18, numberTop: 82.2, numberBottom: 90, top: 91, bottom: 103.2 };
const sscc = { rule: 105.2, top: 108, height: 32, textTop: 140.6, textBottom: 146.6 };
const foot = { top: 146.8, bottom: 150.8 };

/** The marks of a 4 x 6 inch label, modelled on carriers' own: sender, service, address, order, and the SSCC at the foot. */
export function layOutLabel(label: ShippingLabel, press: Press): Result<readonly LabelMark[], LabelRefusal> {
  const marks: LabelMark[] = [];
  const { parts } = press.template.template;
  for (const name of labelParts.filter((each) => parts.includes(each))) {
    const made = partOf[name](label, press);
    if (!made.ok) return made;
    marks.push(...made.value);
  }
  const own = templateMarks(label, press);
  return own.ok ? ok([...marks, ...own.value]) : own;
}

const partOf: Readonly<Record<LabelPart, (label: ShippingLabel, press: Press) => Part>> = {
  sender: senderPart,
  box: boxPart,
  band: bandPart,
  "ship-to": shipToPart,
  order: orderPart,
  sscc: ssccPart,
  foot: footPart,
};

function senderPart(label: ShippingLabel, press: Press): Part {
  // Mail that crosses a border names the country it comes from, so that it finds its way back.
  const lines = addressLines(label.shipFrom, { from: label.shipTo.country });
  const parts = lines.map((text): TextPart => ({ text, weight: "regular" }));
  const place = { x: sheet.left, top: sender.top, bottom: sender.bottom, width: sender.right - sheet.left };
  const block = textBlock(press, "sender", parts, place, [2.9, 1.9]);
  return withCaption(press, press.template.template.words.from, sheet.left, sender.caption, block);
}

function boxPart(label: ShippingLabel, press: Press): Part {
  const width = sheet.right - box.left;
  const count = textBlock(
    press,
    "ship-to",
    [{ text: wordsFor(label, press.template.template.words.boxOf), weight: "bold" }],
    { x: box.left, top: box.top, bottom: box.bottom, width },
    [8.4, 3],
  );
  if (!count.ok) return count;
  if (label.weightGrams === 0)
    return withCaption(press, press.template.template.words.box, box.left, box.caption, count);
  const weight = textBlock(
    press,
    "ship-to",
    [{ text: weightText(label.weightGrams), weight: "regular" }],
    { x: box.left, top: box.weightTop, bottom: box.weightBottom, width },
    [5, 2.5],
  );
  if (!weight.ok) return weight;
  const divider = fill(press, box.left - 2.2, sheet.left - 1, sheet.rule / 2, band.top - sheet.left + 1);
  return withCaption(
    press,
    press.template.template.words.box,
    box.left,
    box.caption,
    ok([divider, ...count.value, ...weight.value]),
  );
}

/** The two things that are read from across a room: how it travels, and where to. */
function bandPart(label: ShippingLabel, press: Press): Part {
  const marks: LabelMark[] = [rule(press, band.top), rule(press, band.bottom)];
  const padding = 2;
  const height = band.bottom - band.top;
  if (label.shippingMethod.trim() !== "") {
    const place = {
      x: sheet.left + padding,
      top: band.top + 1.2,
      bottom: band.bottom - 0.7,
      width: band.split - sheet.left - 2 * padding,
    };
    const block = textBlock(
      press,
      "shipping-method",
      [{ text: label.shippingMethod, weight: "bold" }],
      place,
      [7.4, 2.6],
      {
        always: "bundled",
        centred: "vertically",
      },
    );
    if (!block.ok) return block;
    const { x, y, width, height: dots } = fill(press, sheet.left, band.top, band.split - sheet.left, height);
    marks.push({ kind: "panel", x, y, width, height: dots, texts: block.value.filter(isBundled) });
  }
  const abroad = label.shipTo.country !== label.shipFrom.country;
  const routing: TextPart[] = [{ text: label.shipTo.postcode, weight: "bold" }];
  if (abroad) routing.push({ text: label.shipTo.country, weight: "bold", scale: 0.75 });
  const x = band.split + padding;
  const place = { x, top: band.top + 1.2, bottom: band.bottom - 0.7, width: sheet.right - x };
  const block = textBlock(press, "ship-to", routing, place, [9, 2.6], { always: "bundled", centred: "both" });
  if (!block.ok) return block;
  marks.push(...block.value);
  return ok(marks);
}

function shipToPart(label: ShippingLabel, press: Press): Part {
  const lines = addressLines(label.shipTo, { from: label.shipFrom.country });
  const paragraphs: TextPart[] = lines.map((text, index) =>
    index === 0 ? { text, weight: "bold", scale: 1.15 } : { text, weight: "regular" },
  );
  if (label.shipTo.phone.trim() !== "") {
    paragraphs.push({
      text: `${press.template.template.words.phone} ${label.shipTo.phone}`,
      weight: "regular",
      scale: 0.7,
    });
  }
  const place = { x: shipTo.left, top: shipTo.top, bottom: shipTo.bottom, width: sheet.right - shipTo.left };
  const block = textBlock(press, "ship-to", paragraphs, place, [5.6, 2.2]);
  return withCaption(press, press.template.template.words.shipTo, sheet.left, shipTo.caption, block);
}

function orderPart(label: ShippingLabel, press: Press): Part {
  const bad = firstNotInCode128(label.orderBarcode);
  if (bad !== undefined) return err({ code: "character-not-in-barcode", field: "order-barcode", character: bad });
  const place = {
    x: order.numberLeft,
    top: order.numberTop,
    bottom: order.numberBottom,
    width: sheet.right - order.numberLeft,
  };
  const number = textBlock(press, "order-number", [{ text: label.orderNumber, weight: "bold" }], place, [6, 2.2]);
  if (!number.ok) return number;
  const content: BarcodeContent = { kind: "text", text: label.orderBarcode };
  const widest = labelWidth(press) - 2 * dots(press, 1);
  const modules = press.modulesOf(content) + 2 * quietModules;
  const module = orderModules[press.dotsPerInch].find((width) => modules * width <= widest);
  if (module === undefined) return err({ code: "barcode-too-long", field: "order-barcode", text: label.orderBarcode });
  const barcode = centredBarcode(press, content, module, order.top, order.bottom - order.top);
  return withCaption(
    press,
    press.template.template.words.order,
    sheet.left,
    order.caption,
    ok([rule(press, order.rule), ...number.value, barcode]),
  );
}

function ssccPart(label: ShippingLabel, press: Press): Part {
  const content: BarcodeContent = { kind: "sscc", sscc: label.sscc };
  const barcode = centredBarcode(press, content, ssccModule[press.dotsPerInch], sscc.top, sscc.height);
  const place = { x: sheet.left, top: sscc.textTop, bottom: sscc.textBottom, width: sheet.right - sheet.left };
  const text = textBlock(press, "order-number", [{ text: `(00) ${label.sscc}`, weight: "bold" }], place, [4.8, 3], {
    always: "bundled",
    centred: "both",
  });
  return text.ok ? ok([rule(press, sscc.rule), barcode, ...text.value]) : text;
}

function footPart(label: ShippingLabel, press: Press): Part {
  const parts = [wordsFor(label, press.template.template.words.packed), label.stationName];
  const text = parts.filter((part) => part.trim() !== "").join("  ·  ");
  const place = { x: sheet.left, top: foot.top, bottom: foot.bottom, width: sheet.right - sheet.left };
  return textBlock(press, "station", [{ text, weight: "regular" }], place, [2.5, 1.7], {
    always: "bundled",
    centred: "both",
  });
}

function withCaption(press: Press, text: string, x: number, baseline: number, part: Part): Part {
  if (!part.ok) return part;
  const face: Face = press.hasPrinterFace ? { kind: "printer" } : { kind: "bundled", weight: "bold" };
  const caption: LabelMark = {
    kind: "text",
    text,
    face,
    size: dots(press, 2.5),
    x: dots(press, x),
    baseline: dots(press, baseline),
  };
  return ok([caption, ...part.value]);
}

function centredBarcode(press: Press, content: BarcodeContent, module: number, top: number, height: number): LabelMark {
  const width = press.modulesOf(content) * module;
  return {
    kind: "barcode",
    x: Math.round((labelWidth(press) - width) / 2),
    y: dots(press, top),
    height: dots(press, height),
    module,
    content,
  };
}

function rule(press: Press, y: number): LabelMark {
  return fill(press, sheet.left, y, sheet.right - sheet.left, sheet.rule);
}

function fill(press: Press, x: number, y: number, width: number, height: number): Extract<LabelMark, { kind: "fill" }> {
  return {
    kind: "fill",
    x: dots(press, x),
    y: dots(press, y),
    width: dots(press, width),
    height: dots(press, height),
  };
}

function isBundled(mark: TextMark): mark is TextMark & { readonly face: BundledFace } {
  return mark.face.kind === "bundled";
}

/** 4 inches. */
function labelWidth(press: Press): number {
  return 4 * press.dotsPerInch;
}
