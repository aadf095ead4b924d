import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { afterAll, describe, expect, it } from "vitest";
import { builtInOf } from "#main/adapters/labels/built-in-template.ts";
import { openLabelFonts } from "#main/adapters/labels/label-fonts.ts";
import { packingSlip } from "#main/adapters/labels/packing-slip.ts";
import { drawReceipt } from "#main/adapters/labels/receipt.ts";
import { readTemplate, type ReadTemplate } from "#main/adapters/labels/template-files.ts";
import { must } from "#shared/kernel/result.ts";
import { type TemplateKind, templateKinds } from "#shared/shipping/template-kind.ts";
import { assets, withStation } from "#test/builders/station.ts";
import { asThermalPrint, inkIn } from "#test/support/barcodes/image.ts";
import { pdfText, renderPdf } from "#test/support/barcodes/render.ts";
import { aReceipt, aSlip } from "./sample-documents.ts";

const builtIn = join(assets, "templates", "label.json");
const folder = mkdtempSync(join(tmpdir(), "holdfast-templates-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string) {
  const path = join(folder, "label.json");
  writeFileSync(path, text);
  return readTemplate("label", path, folder);
}

describe("a label's template", () => {
  it("that comes with Holdfast is the one used where there is no file", () => {
    for (const kind of templateKinds) {
      const read = readTemplate(kind, join(assets, "templates", `${kind}.json`), join(assets, "templates"));
      expect(read.ok && read.value.template).toEqual(builtInOf(kind).template);
    }
  });

  it("with faults says where: file, line and field of each", () => {
    const text = readFileSync(builtIn, "utf8")
      .replace('"order": "ORDER",', '"order": 7,')
      .replace(
        '"symbols": []',
        '"symbols": [\n    { "symbol": "qr", "text": "{ordernumber}", "x": 1, "y": 1, "module": 9, "height": 0 }\n  ]',
      );
    const problems = read(text);
    expect(problems.ok ? [] : problems.error).toMatchObject([
      { file: "label.json", line: 8, field: "words.order" },
      { file: "label.json", line: 17, field: "symbols[0].module" },
    ]);
    const unknown = read(text.replace('"order": 7,', '"order": "O",').replace('"module": 9', '"module": 1'));
    expect(unknown.ok ? [] : unknown.error).toMatchObject([{ line: 17, field: "symbols[0].text" }]);
    expect(unknown.ok ? "" : unknown.error[0]?.words).toContain("There is no field {ordernumber}");
  });

  it.each([
    ["a comma too few", '{\n  "kind": "label"\n  "language": "en"\n}', 3],
    ["nothing at all", "", 1],
    ["a list", "[]", 1],
  ])("that is %s says so", (_what, text, line) => {
    const problems = read(text);
    expect(problems.ok ? 0 : problems.error[0]?.line).toBe(line);
  });

  it("names a logo that is not there", () => {
    const logo = '"logo": { "file": "none.png", "x": 1, "y": 1, "width": 10 }';
    const problems = read(readFileSync(builtIn, "utf8").replace('"logo": null', logo));
    expect(problems.ok ? [] : problems.error).toMatchObject([{ field: "logo.file" }]);
  });
});

describe("the template of a station", () => {
  it("follows its file: a change shows, a fault is told, and labels go on by the last one without", async () => {
    await withStation(async (test) => {
      const made = await test.call("templates.makeOwn", { kind: "label" });
      const path = made.ok ? made.value.path : expect.fail(made.error.code);
      const changed = async (text: string): Promise<void> => {
        const before = test.told.length;
        writeFileSync(path, text);
        const isTold = () =>
          test.told
            .slice(before)
            .some(({ name, event }) => name === "changed" && "tags" in event && event.tags.includes("templates"));
        while (!isTold()) await test.nextWord();
      };
      const german = readFileSync(path, "utf8").replace('"SHIP TO"', '"EMPFÄNGER"');
      await changed(german);
      expect(test.station.templates.inUse("label").template.words.shipTo).toBe("EMPFÄNGER");
      await changed(german.replace('"kind": "label",', '"kind": "label"'));
      expect(test.station.templates.inUse("label").template.words.shipTo).toBe("EMPFÄNGER");
      const state = await test.call("templates.state", { kind: "label" });
      expect(state).toMatchObject({ ok: true, value: { isOwn: true, problems: [{ line: 3 }] } });
    });
  });
});

describe("a packing slip's and a receipt's template", () => {
  const fonts = openLabelFonts(assets);
  const logo = () => {
    const png = new PNG({ width: 40, height: 20 });
    png.data.fill(0);
    for (let at = 3; at < png.data.length; at += 4) png.data[at] = 255;
    return PNG.sync.write(png);
  };
  const own = (kind: TemplateKind, change: (text: string) => string) => {
    const path = join(folder, `${kind}.json`);
    writeFileSync(path, change(readFileSync(join(assets, "templates", `${kind}.json`), "utf8")));
    return readTemplate(kind, path, folder);
  };

  it("says a slip in another language, with a logo, without what it leaves out", async () => {
    writeFileSync(join(folder, "mark.png"), logo());
    const read = own("slip", (text) =>
      text
        .replace('"Packing slip"', '"Lieferschein"')
        .replace('"Order {orderNumber}"', '"Bestellung {orderNumber}"')
        .replace('"Nov"', '"November"')
        .replace(/"logo": null/, '"logo": { "file": "mark.png", "width": 30 }')
        .replace('"totals", ', "")
        .replace('"closing": []', '"closing": ["Danke!"]'),
    );
    const template = must(read.ok && read.value.logo ? read.value : undefined, "it is read with its logo");
    const slip = await packingSlip(await fonts, aSlip(), "a4", template as ReadTemplate<"slip">);
    const pdf = must(slip.ok ? slip.value : undefined, "it is drawn");
    const [text = ""] = await pdfText(pdf);
    for (const word of ["Lieferschein", "Bestellung #536365", "November", "Danke!"]) expect(text).toContain(word);
    expect(text).not.toContain("Subtotal");
    const [page] = await renderPdf(pdf, 72);
    const corner = { left: 46, top: 46, right: 126, bottom: 84 };
    expect(inkIn(asThermalPrint(must(page, "one page")), corner)).toBe(80 * 38);
  });

  it("puts a receipt's logo on top and its words below", async () => {
    const read = own("receipt", (text) =>
      text
        .replace(/"logo": null/, '"logo": { "file": "mark.png", "width": 20 }')
        .replace('"closing": []', '"closing": ["感谢"]'),
    );
    const template = must(read.ok ? read.value : undefined, "it is read") as ReadTemplate<"receipt">;
    const without = drawReceipt(await fonts, aReceipt);
    const drawn = drawReceipt(await fonts, aReceipt, template);
    const bitmap = must(drawn.ok ? drawn.value : undefined, "it is drawn");
    expect(bitmap.height).toBeGreaterThan((without.ok ? without.value.height : 0) + 80);
    // 20 mm are 160 dots, in the middle of 576; the first row of the logo is black from end to end.
    const row = bitmap.bytes.subarray(6 * bitmap.bytesPerRow, 7 * bitmap.bytesPerRow);
    expect([...row].map((byte) => (byte === 255 ? 1 : 0)).join("")).toBe(
      "0".repeat(26) + "1".repeat(20) + "0".repeat(26),
    );
  });

  it.each([
    ["slip", '"title": "Packing slip"', '"title": "{ordernumber}"', 6, "words.title"],
    ["slip", '"language": "en"', '"language": 1', 3, "language"],
    ["receipt", '"closing": []', '"closing": "Thanks"', 16, "closing"],
    ["receipt", '"total": "Total"', '"total": "{sku}"', 9, "words.total"],
  ] as const)("with a fault names the line and the field: %s %s", (kind, from, to, line, field) => {
    const read = own(kind, (text) => text.replace(from, to));
    expect(read.ok ? [] : read.error).toMatchObject([{ file: `${kind}.json`, line, field }]);
  });

  it.each(templateKinds)("of a station shows a made-up document: %s", { timeout: 60_000 }, async (kind) => {
    await withStation(async (test) => {
      const state = await test.call("templates.state", { kind });
      expect(state).toMatchObject({ ok: true, value: { isOwn: false, problems: [], noPicture: "" } });
      expect(await test.call("templates.makeOwn", { kind })).toMatchObject({ ok: true });
      expect(await test.call("templates.state", { kind })).toMatchObject({ ok: true, value: { isOwn: true } });
    });
  });
});
