import { inProject, readJson } from "./project.mjs";
import { StopWithAdvice } from "./terminal.mjs";

const numbers = (version) =>
  version
    .replace(/^[^\d]*/, "")
    .split(".")
    .map(Number);

/** Stops when Node is older than package.json asks for. */
export function requireNodeVersion(running = process.versions.node) {
  const wanted = numbers(readJson(inProject("package.json")).engines.node);
  const found = numbers(running);
  const firstDifference = wanted.findIndex((number, place) => number !== (found[place] ?? 0));
  if (firstDifference === -1 || found[firstDifference] > wanted[firstDifference]) return;
  throw new StopWithAdvice(
    `this needs Node ${wanted.join(".")} or newer, and this is Node ${running}. Install a newer Node and run the command again.`,
  );
}
