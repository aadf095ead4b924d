import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { ok } from "#shared/kernel/result.ts";
import { exportLines } from "../store/export.ts";
import type { LogSource } from "../store/refold.ts";
import type { AskPath } from "./documents.ts";
import { notSavedWords } from "./not-saved.ts";
import { isLead, refuse, type Reply, type StationContext } from "./station-context.ts";

/** Lines written before the event loop gets its turn. */
const linesAtOnce = 100;

/** Everything as JSON lines, in a file whose place a person names. It gets its name when it is whole. */
export async function exportStore(
  context: StationContext,
  ask: AskPath,
): Reply<{ readonly path: string; readonly facts: number } | null, "role-missing" | "not-saved"> {
  // It holds every customer and every price.
  if (!isLead(context)) return refuse("role-missing");
  const day = new Date(context.clock()).toISOString().slice(0, 10);
  const path = await ask(`holdfast-${day}.jsonl`);
  if (path === undefined) return ok(null);
  try {
    return ok({ path, facts: await writeExport(context.store, path) });
  } catch (problem) {
    return refuse("not-saved", notSavedWords(problem));
  }
}

/** Gives the number of facts in it. */
export async function writeExport(source: LogSource, path: string): Promise<number> {
  const part = `${path}.part`;
  const out = createWriteStream(part, { flush: true });
  const failed = once(out, "error").then(([problem]) => Promise.reject(problem as Error));
  failed.catch(() => undefined);
  let facts = 0;
  let lines = 0;
  try {
    for (const line of exportLines(source)) {
      lines += 1;
      if (line.startsWith('{"line":"fact"')) facts += 1;
      const isFull = !out.write(`${line}\n`);
      if (isFull) await Promise.race([once(out, "drain"), failed]);
      else if (lines % linesAtOnce === 0) await new Promise((done) => setImmediate(done));
    }
    out.end();
    await Promise.race([once(out, "finish"), failed]);
  } catch (problem) {
    out.destroy();
    await rm(part, { force: true });
    throw problem;
  }
  await rename(part, path);
  return facts;
}
