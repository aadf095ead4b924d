import { mkdirSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { type FromCopier, toCopierSchema } from "#shared/sync/copier.ts";
import { Copier } from "./copier.ts";

// A process of a hub's, started with the folder it keeps its store and its copies in; see shared/sync/copier.ts. It may be
// killed at any moment, and ends by itself when the hub does.
const [, , folder = ""] = process.argv;
// What it does can wait; what the hub does cannot.
setPriority(constants.priority.PRIORITY_LOW);
mkdirSync(folder, { recursive: true, mode: 0o700 });

const copier = new Copier(folder, Date.now);
const say = (said: FromCopier): void => void process.send?.(said);

let isEnding = false;
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  await copier.close();
  process.exit(0);
}

process.on("disconnect", () => void end());
process.on("message", (message) => {
  copier.answer(toCopierSchema.parse(message)).then(say, (problem: unknown) => {
    say({ what: "failed", detail: problem instanceof Error ? problem.message : String(problem) });
  });
});
