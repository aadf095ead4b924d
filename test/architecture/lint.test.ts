import { afterAll, beforeAll, expect, test } from "vitest";
import { runGate } from "../../scripts/lib/gates.mjs";
import { buildSmallHouse, type SmallHouse } from "./support/small-house.ts";

/** Path and text of a file that breaks one rule, by the rule that must find it. */
const violations: readonly { readonly rule: string; readonly path: string; readonly text: string }[] = [
  { rule: "eslint(no-restricted-globals)", path: "shared/asks-the-clock.ts", text: "export const now = Date.now();\n" },
  {
    rule: "eslint(no-restricted-properties)",
    path: "shared/rolls-dice.ts",
    text: "export const roll = Math.random();\n",
  },
  {
    rule: "eslint(no-restricted-imports)",
    path: "shared/imports-react.ts",
    text: 'import { useState } from "react";\n\nexport const hook = useState;\n',
  },
  { rule: "eslint(no-console)", path: "shared/talks.ts", text: 'console.log("hello");\n' },
  { rule: "eslint(no-console)", path: "main/talks.ts", text: 'console.log("hello");\n' },
  { rule: "eslint(no-console)", path: "renderer/talks.ts", text: 'console.log("hello");\n' },
  {
    rule: "typescript(no-floating-promises)",
    path: "main/drops-a-promise.ts",
    text: "export function start(): void {\n  Promise.resolve(1);\n}\n",
  },
  {
    rule: "typescript(switch-exhaustiveness-check)",
    path: "shared/forgets-a-case.ts",
    text: 'export function word(side: "left" | "right"): string {\n  switch (side) {\n    case "left":\n      return "l";\n  }\n  return "";\n}\n',
  },
  {
    rule: "typescript(consistent-type-imports)",
    path: "main/imports-a-type-as-a-value.ts",
    text: 'import { Stats } from "node:fs";\n\nexport type Entry = Stats;\n',
  },
  {
    rule: "eslint(no-restricted-imports)",
    path: "renderer/imports-electron.ts",
    text: 'import { ipcRenderer } from "electron";\n\nexport const pipe = ipcRenderer;\n',
  },
  {
    rule: "eslint(no-restricted-imports)",
    path: "renderer/imports-node.ts",
    text: 'import { join } from "node:path";\n\nexport const path = join("a", "b");\n',
  },
  {
    rule: "eslint(no-restricted-imports)",
    path: "renderer/imports-main.ts",
    text: 'import { heard } from "#main/index.ts";\n\nexport const told = heard;\n',
  },
  {
    rule: "eslint(no-restricted-imports)",
    path: "main/imports-a-screen.ts",
    text: 'import { asked } from "#renderer/main.tsx";\n\nexport const told = asked;\n',
  },
  {
    rule: "eslint(no-restricted-imports)",
    path: "server/imports-main.ts",
    text: 'import { heard } from "#main/index.ts";\n\nexport const told = heard;\n',
  },
  { rule: "eslint(no-console)", path: "server/talks.ts", text: 'console.log("hello");\n' },
  {
    rule: "eslint(no-restricted-imports)",
    path: "preload/decides.ts",
    text: 'import { decide } from "#shared/orders/decide.ts";\n\nexport const decided = decide;\n',
  },
  {
    rule: "eslint(no-restricted-properties)",
    path: "renderer/features/reaches-through.ts",
    text: "export const reply = (window as unknown as { holdfast: unknown }).holdfast;\nexport const again = window.holdfast;\n",
  },
  { rule: "import(no-default-export)", path: "main/exports-by-default.ts", text: "export default 1;\n" },
  {
    rule: "typescript(no-explicit-any)",
    path: "shared/gives-up.ts",
    text: "export const anything = (value: any): unknown => value;\n",
  },
  {
    rule: "import(no-cycle)",
    path: "shared/one.ts",
    text: 'import { two } from "./two.ts";\n\nexport const one: () => number = () => two();\n',
  },
];

/** No rule's finding, and yet not lawful: an exception that nothing needs. */
const needlessException = "shared/excuses-nothing.ts";

const helpers = {
  "shared/orders/decide.ts": "export const decide = 1;\n",
  "shared/two.ts": 'import { one } from "./one.ts";\n\nexport const two: () => number = () => one();\n',
  "renderer/bridge/bridge.ts": "export const bridge = window.holdfast;\n",
  [needlessException]: "// oxlint-disable-next-line no-console -- there is none\nexport const quiet = 1;\n",
};

interface Finding {
  readonly code: string;
  readonly filename: string;
}

let house: SmallHouse;
beforeAll(async () => {
  house = await buildSmallHouse();
});
afterAll(() => house.remove());

test("the linter passes lawful code and finds each broken rule in the file that breaks it", async () => {
  expect(await runGate("lint", house.folder)).toMatchObject({ code: 0 });

  await house.write(helpers);
  await house.write(Object.fromEntries(violations.map(({ path, text }) => [path, text])));
  const broken = await runGate("lint", house.folder, ["--format", "json"]);
  expect(broken.code).not.toBe(0);

  const report = JSON.parse(broken.output) as { diagnostics: readonly (Finding & { message: string })[] };
  const found = (path: string, code: string) =>
    report.diagnostics.some((finding) => finding.filename === path && finding.code === code);
  expect(violations.filter(({ path, rule }) => !found(path, rule))).toEqual([]);
  expect(report.diagnostics.filter(({ filename }) => filename === needlessException)).toHaveLength(1);
  // What renderer/bridge alone may do is no finding there.
  expect(found("renderer/bridge/bridge.ts", "eslint(no-restricted-properties)")).toBe(false);
});
