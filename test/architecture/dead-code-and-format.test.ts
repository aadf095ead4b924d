import { afterAll, beforeAll, expect, test } from "vitest";
import { runGate } from "../../scripts/lib/gates.mjs";
import { buildSmallHouse, type SmallHouse } from "./support/small-house.ts";

let house: SmallHouse;
beforeAll(async () => {
  house = await buildSmallHouse();
});
afterAll(() => house.remove());

test("a file that nothing imports fails the dead code gate, and only that file", async () => {
  const onlyFiles = ["--include", "files", "--reporter", "json"];
  expect(await runGate("dead code", house.folder, onlyFiles)).toMatchObject({ code: 0 });

  await house.write({ "shared/picking/forgotten.ts": "export const forgotten = 1;\n" });
  const broken = await runGate("dead code", house.folder, onlyFiles);
  expect(broken.code).not.toBe(0);
  const report = JSON.parse(broken.output) as { issues: readonly { file: string }[] };
  expect(report.issues.map(({ file }) => file)).toEqual(["shared/picking/forgotten.ts"]);
});

test("an export that nothing uses fails the dead code gate", async () => {
  const onlyExports = ["--include", "exports"];
  await house.write({ "main/index.ts": 'import { used } from "./half-used.ts";\n\nexport const heard = used;\n' });
  await house.write({ "main/half-used.ts": "export const used = 1;\n" });
  expect(await runGate("dead code", house.folder, onlyExports)).toMatchObject({ code: 0 });

  await house.write({ "main/half-used.ts": "export const used = 1;\nexport const unused = 2;\n" });
  const broken = await runGate("dead code", house.folder, onlyExports);
  expect(broken.code).not.toBe(0);
  expect(broken.output).toContain("unused");
});

test("a file out of format fails the format gate", async () => {
  const folders = ["shared", "main", "preload", "renderer", "server", "test"];
  expect(await runGate("format", house.folder, folders)).toMatchObject({ code: 0 });

  await house.write({ "shared/untidy.ts": "export const   untidy = 'single quotes'" });
  const broken = await runGate("format", house.folder, folders);
  expect(broken.code).not.toBe(0);
  expect(broken.output).toContain("shared/untidy.ts");
});
