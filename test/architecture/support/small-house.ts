import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export const projectFolder = resolve(import.meta.dirname, "../../..");

const rules = [
  ".gitignore",
  ".oxfmtrc.json",
  ".oxlintrc.json",
  "electron.vite.config.ts",
  "knip.json",
  "package.json",
  "scripts",
  "tsconfig.base.json",
  "tsconfig.json",
  "vitest.config.ts",
];
const folders = ["shared", "main", "preload", "renderer", "server", "test"];

/** The smallest tree that keeps every rule: one lawful file in each folder. */
const lawfulFiles: Readonly<Record<string, string>> = {
  "shared/bridge/names.ts": 'export const callChannel = "call";\n',
  "main/index.ts": 'import { callChannel } from "#shared/bridge/names.ts";\n\nexport const heard = callChannel;\n',
  "preload/index.ts": 'import { callChannel } from "#shared/bridge/names.ts";\n\nexport const told = callChannel;\n',
  "server/index.ts": 'import { callChannel } from "#shared/bridge/names.ts";\n\nexport const served = callChannel;\n',
  "renderer/main.tsx": 'import { callChannel } from "#shared/bridge/names.ts";\n\nexport const asked = callChannel;\n',
  "test/lawful.test.ts": 'import { heard } from "#main/index.ts";\n\nexport const expected = heard;\n',
};

export interface SmallHouse {
  readonly folder: string;
  /** Adds files: path to text. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  remove(): Promise<void>;
}

/** A temporary project with this project's own rules and next to no code, to be given code that breaks them. */
export async function buildSmallHouse(): Promise<SmallHouse> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-house-"));
  const write = async (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  };
  for (const path of [...rules, ...folders.map((name) => `${name}/tsconfig.json`)])
    await cp(join(projectFolder, path), join(folder, path), { recursive: true });
  await symlink(join(projectFolder, "node_modules"), join(folder, "node_modules"), "dir");
  await write(lawfulFiles);
  return { folder, write, remove: () => rm(folder, { recursive: true, force: true }) };
}
