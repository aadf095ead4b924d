// `npm run bench -- NAME`: runs test/bench/NAME.bench.ts and prints one line of JSON for each figure.
import { existsSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { buildIfStale } from "./lib/build.mjs";
import { prepareTools } from "./lib/prepare.mjs";
import { inProject } from "./lib/project.mjs";
import { main, StopWithAdvice } from "./lib/terminal.mjs";

/** @typedef {{ bench: string, figure: string, value: number, aim: number, better: "lower" | "higher" }} Figure */

const ending = ".bench.ts";
const folder = inProject("test", "bench");

const known = () =>
  (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) =>
    name.endsWith(ending) ? [name.slice(0, -ending.length)] : [],
  );

await main(async () => {
  await prepareTools();
  const [name] = process.argv.slice(2);
  if (name === undefined || !known().includes(name))
    throw new StopWithAdvice(`name one of these: npm run bench -- ${known().join(" | ")}`);
  // Some open the app: a figure of a build that is not these sources would be somebody else's.
  await buildIfStale();
  const { tsImport } = await import("tsx/esm/api");
  const { run } = await tsImport(pathToFileURL(inProject("test", "bench", name + ending)).href, import.meta.url);
  /** @type {Figure[]} */
  const figures = await run();
  for (const figure of figures) console.log(JSON.stringify(figure));
});
