import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { builtInTemplate } from "#main/adapters/labels/built-in-template.ts";
import { readTemplate } from "#main/adapters/labels/template-files.ts";
import { assets, withStation } from "#test/builders/station.ts";

const builtIn = join(assets, "templates", "label.json");
const folder = mkdtempSync(join(tmpdir(), "holdfast-templates-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string) {
  const path = join(folder, "label.json");
  writeFileSync(path, text);
  return readTemplate(path, folder);
}

describe("a label's template", () => {
  it("that comes with Holdfast is the one used where there is no file", () => {
    const read = readTemplate(builtIn, join(assets, "templates"));
    expect(read.ok && read.value.template).toEqual(builtInTemplate.template);
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
      const made = await test.call("templates.makeOwn", {});
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
      expect(test.station.templates.inUse().template.words.shipTo).toBe("EMPFÄNGER");
      await changed(german.replace('"kind": "label",', '"kind": "label"'));
      expect(test.station.templates.inUse().template.words.shipTo).toBe("EMPFÄNGER");
      const state = await test.call("templates.state", {});
      expect(state).toMatchObject({ ok: true, value: { isOwn: true, problems: [{ line: 3 }] } });
    });
  });
});
