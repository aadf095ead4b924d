import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { ask } from "../crash/station-window.ts";

/** About as long as a label of our own. */
const filling = `^FX${"-".repeat(1500)}^FS`;

/** Asks for so many labels as somebody does who prints a carrier's files; each can be told from the others on paper. */
export async function queueLabels(window: Page, folder: string, count: number, after = 0): Promise<string[]> {
  const names = Array.from({ length: count }, (_, place) => `label-${after + place + 1}`);
  for (const name of names) {
    const path = join(folder, `${name}.zpl`);
    await writeFile(path, `^XA^CI28^FO50,50^A0N,40,40^FD${name}^FS${filling}^XZ\n`);
    await ask(window, "prints.file", { path });
  }
  return names;
}

/** Which of them came out on paper, in order. */
export function namesOn(paper: readonly string[]): string[] {
  return paper.flatMap((format) => /\^FD(label-\d+)\^FS/.exec(format)?.[1] ?? []);
}
