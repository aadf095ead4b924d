import { afterAll, beforeAll, expect, test } from "vitest";
import { runGate } from "../../scripts/lib/gates.mjs";
import { buildSmallHouse, type SmallHouse } from "./support/small-house.ts";

/** Each breaks one boundary that the compiler guards. */
const violations: Readonly<Record<string, string>> = {
  "shared/reads-a-file.ts":
    'import { readFileSync } from "node:fs";\n\nexport const text = readFileSync("x", "utf8");\n',
  "shared/touches-the-page.ts": "export const title = document.title;\n",
  "shared/asks-a-process.ts": 'import { heard } from "../main/index.ts";\n\nexport const told = heard;\n',
  "renderer/imports-main.ts": 'import { heard } from "#main/index.ts";\n\nexport const told = heard;\n',
  "renderer/imports-a-type-of-main.ts": 'import type { Heard } from "../main/kind.ts";\n\nexport type Told = Heard;\n',
  "renderer/reads-a-file.ts":
    'import { readFileSync } from "node:fs";\n\nexport const text = readFileSync("x", "utf8");\n',
  "main/imports-a-screen.ts": 'import { asked } from "#renderer/main.tsx";\n\nexport const told = asked;\n',
  "server/imports-main.ts": 'import { heard } from "#main/index.ts";\n\nexport const told = heard;\n',
  "main/imports-the-server.ts": 'import { served } from "#server/index.ts";\n\nexport const told = served;\n',
  "preload/imports-main.ts": 'import { heard } from "#main/index.ts";\n\nexport const told = heard;\n',
};

/** The compiler names one importer of each foreign file, so the type has a file of its own. */
const helper = { "main/kind.ts": "export type Heard = string;\n" };

let house: SmallHouse;
beforeAll(async () => {
  house = await buildSmallHouse();
});
afterAll(() => house.remove());

test("the compiler passes lawful code and names each file that crosses a boundary", async () => {
  const lawful = await runGate("types", house.folder);
  expect(lawful).toMatchObject({ code: 0 });

  await house.write({ ...helper, ...violations });
  const broken = await runGate("types", house.folder);
  expect(broken.code).not.toBe(0);
  const named = Object.keys(violations).filter((path) => broken.output.includes(`${path}(`));
  expect(named).toEqual(Object.keys(violations));
});
