import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Draft, type FactKind, isKnownKind, kinds } from "#shared/facts/kinds.ts";

const folder = join(import.meta.dirname, "../fixtures/facts");

/** One draft of every kind there is, in its present version. */
export function exampleDrafts(): ReadonlyMap<FactKind, Draft> {
  const drafts = new Map<FactKind, Draft>();
  for (const file of readdirSync(folder)) {
    const [, kind = "", version = ""] = /^(.+)\.(\d+)\.json$/.exec(file) ?? [];
    if (!isKnownKind(kind) || kinds[kind].version !== Number(version)) continue;
    const body = kinds[kind].body.parse(JSON.parse(readFileSync(join(folder, file), "utf8")));
    drafts.set(kind, { stream: `example/${kind}`, kind, body } as Draft);
  }
  return drafts;
}
