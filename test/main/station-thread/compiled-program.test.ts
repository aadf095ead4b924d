import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { CompiledProgram } from "#main/station-thread/compiled-program.ts";

let folder: string;
let kept: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-compiled-"));
  kept = join(folder, "kept");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  return path;
}

async function keptAfterRunning(path: string): Promise<void> {
  const program = new CompiledProgram(kept);
  program.load(path);
  await program.keep();
}

/** Which file each kept form is: one written anew is another. */
const files = (): [string, number][] => readdirSync(kept).map((name) => [name, statSync(join(kept, name)).ino]);

it("runs a file and those it names, each once, as Node would", async () => {
  mkdirSync(join(folder, "parts"));
  written("parts/count.cjs", "exports.runs = (exports.runs ?? 0) + 1; exports.file = __filename;");
  const path = written(
    "main.cjs",
    `const { join } = require("node:path");
    exports.isOwn = this === exports && module.exports === exports;
    exports.first = require("./parts/count.cjs");
    exports.second = require("./parts/count.cjs");
    exports.file = join(__dirname, "main.cjs");
    exports.later = () => import("node:os");`,
  );
  const count = { runs: 1, file: join(folder, "parts", "count.cjs") };
  await keptAfterRunning(path);
  // Compiled, and read in its compiled form.
  for (const folderOfForms of [join(folder, "none"), kept]) {
    const program = new CompiledProgram(folderOfForms).load(path);
    expect(program).toMatchObject({ isOwn: true, first: count, second: count, file: path });
    const { later } = program as { later: () => Promise<{ tmpdir: unknown }> };
    expect(await later()).toHaveProperty("tmpdir");
  }
});

it("tells the place of an error as the file has it", () => {
  const path = written("broken.cjs", `exports.go = () => { throw new Error("here"); };`);
  const { go } = new CompiledProgram(kept).load(path) as { go: () => void };
  const problem = ((): unknown => {
    try {
      return go();
    } catch (thrown) {
      return thrown;
    }
  })();
  expect((problem as Error).stack).toContain(`${path}:1:28`);
});

it("keeps a form once, and again only where it is more or was not taken", async () => {
  const path = written("main.cjs", `require("./other.cjs"); exports.sum = (a, b) => a + b;`);
  written("other.cjs", `exports.word = "other"`);
  await keptAfterRunning(path);
  const first = files();
  expect(first.map(([name]) => name)).toEqual(["main.cjs", "other.cjs"]);
  await keptAfterRunning(path);
  expect(files()).toEqual(first);

  const larger = new CompiledProgram(kept);
  (larger.load(path) as { sum: (a: number, b: number) => number }).sum(1, 2);
  await larger.keep();
  const second = files();
  expect(second[0]).not.toEqual(first[0]);
  expect(second[1]).toEqual(first[1]);
});

it("never takes the form of another source, though it be as long", async () => {
  const path = written("main.cjs", "exports.number = 1;");
  await keptAfterRunning(path);
  writeFileSync(path, "exports.number = 2;");
  expect(new CompiledProgram(kept).load(path)).toEqual({ number: 2 });
});

it("takes no form that is damaged or cut off, and puts a whole one in its place", async () => {
  const path = written("main.cjs", "exports.number = 1;");
  await keptAfterRunning(path);
  const form = join(kept, "main.cjs");
  const whole = readFileSync(form);
  const damaged = Buffer.from(whole);
  damaged.writeUInt8(damaged.readUInt8(damaged.length - 9) ^ 0xff, damaged.length - 9);
  for (const bytes of [damaged, whole.subarray(0, whole.length - 5), Buffer.alloc(whole.length), Buffer.alloc(0)]) {
    writeFileSync(form, bytes);
    const before = files();
    const program = new CompiledProgram(kept);
    expect(program.load(path)).toEqual({ number: 1 });
    await program.keep();
    expect(files()).not.toEqual(before);
  }
});

it("clears away the forms of a program that was there before", async () => {
  await keptAfterRunning(written("old-chunk.cjs", "exports.number = 1;"));
  writeFileSync(join(kept, "main.cjs.new"), "what a computer left that was switched off");
  await keptAfterRunning(written("main.cjs", "exports.number = 1;"));
  expect(readdirSync(kept)).toEqual(["main.cjs"]);
});

it("runs where nothing can be kept", async () => {
  writeFileSync(kept, "a file where the folder should be");
  const program = new CompiledProgram(kept);
  expect(program.load(written("main.cjs", "exports.number = 1;"))).toEqual({ number: 1 });
  await expect(program.keep()).rejects.toThrow(/EEXIST|ENOTDIR/);
});
