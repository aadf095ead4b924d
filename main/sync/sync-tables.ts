import { z } from "zod";
import { widestScope } from "#shared/sync/decide-scope.ts";
import { type Scope, scopeSchema } from "#shared/sync/scope.ts";
import type { Statements } from "../store/side-tables.ts";

/** What the station remembers of its hub, in the store's own file, so that it changes in one commit with the facts. */

const membershipSchema = z.object({
  /** `https://hub.example.com:7420` */
  address: z.string(),
  /** SHA-256 fingerprint of the certificate a person has agreed to; null where the system vouches for it, or without TLS. */
  fingerprint: z.string().nullable(),
  companyId: z.string(),
  hubId: z.string(),
  /** UTC milliseconds. */
  joinedAt: z.number(),
});
export type Membership = z.infer<typeof membershipSchema>;

const progressSchema = z.object({
  phase: z.enum(["open", "history", "live"]),
  /** Facts of this phase taken in so far, and those still to come. */
  received: z.number(),
  remaining: z.number(),
});
export type DownloadProgress = z.infer<typeof progressSchema>;

/** The names under which it lies in `sync_state`, each with the shape of its value as JSON. */
const shapes = {
  membership: membershipSchema,
  /** The hub holds every fact of this station up to this number, taken or refused. */
  acknowledged: z.number(),
  /** Epoch of the hub that said so. */
  epoch: z.string(),
  /** Where to go on pulling: the hub's checkpoint, written in the commit of the facts before it. */
  checkpoint: z.string(),
  download: progressSchema,
  /** A prepared copy of the hub's that this store was to be replaced with: where it is still there, that went wrong. */
  copyTried: z.string(),
  /** What the station receives, as the hub has it. */
  scope: scopeSchema,
  /** When everything was sent and everything was here, UTC milliseconds. */
  lastSyncedAt: z.number(),
} as const;

type Shapes = typeof shapes;
type Name = keyof Shapes;

export function readSync<Key extends Name>(statements: Statements, name: Key): z.infer<Shapes[Key]> | undefined {
  const row = statements.of("SELECT value FROM sync_state WHERE name = ?").get(name);
  if (!row) return undefined;
  const parsed = shapes[name].safeParse(JSON.parse(String(row["value"])));
  return parsed.success ? (parsed.data as z.infer<Shapes[Key]>) : undefined;
}

export function writeSync<Key extends Name>(statements: Statements, name: Key, value: z.infer<Shapes[Key]>): void {
  statements.run("INSERT OR REPLACE INTO sync_state VALUES (?, ?)", name, JSON.stringify(value));
}

/** What this station receives; everything where the hub has not said otherwise. */
export function scopeOf(statements: Statements): Scope {
  return readSync(statements, "scope") ?? widestScope;
}

/**
 * The hub gives other facts from now on. What was pulled under the scope before says nothing of what the new one has, so
 * pulling begins anew, open work first; until it is through, this station does not count as having heard everything.
 */
export function takeScope(statements: Statements, scope: Scope): void {
  statements.run("DELETE FROM sync_state WHERE name IN ('checkpoint', 'download')");
  writeSync(statements, "scope", scope);
}

/** The store forgets its hub; its facts stay, and where the station is. */
export function forgetHub(statements: Statements): void {
  const scope = widestAt(statements);
  statements.run("DELETE FROM sync_state");
  writeSync(statements, "scope", scope);
}

/** Everything there is, at the site where the station is: its goods do not go elsewhere with its hub. */
export function widestAt(statements: Statements): Scope {
  return { ...widestScope, site: scopeOf(statements).site };
}

/** What was known of a hub that has since been restored from an older copy. */
export function forgetProgress(statements: Statements): void {
  statements.run(
    "DELETE FROM sync_state WHERE name IN ('acknowledged', 'epoch', 'checkpoint', 'download', 'copyTried')",
  );
}
