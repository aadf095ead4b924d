import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { examine } from "./adapters/sqlite/examine.ts";
import { writeExport } from "./features/export-store.ts";
import { listBackups, makeBackup } from "./store/backups.ts";
import { verifyChains } from "./store/chain.ts";
import { derivedDigest, differences } from "./store/derived.ts";
import { checkExport, ExportRefused, importExport } from "./store/import.ts";
import { openStore, type Store } from "./store/open-store.ts";
import { askForRebuild, rebuild } from "./store/rebuild.ts";
import { restoreBackup } from "./store/restore.ts";
import { storeFile, storePaths } from "./store/store-files.ts";
import { StoreRefused } from "./store/store-refused.ts";

export const storeCommandHelp = `npm run store -- COMMAND DIR

Care for the store of a station while Holdfast is closed. DIR is the folder with holdfast.sqlite,
or Holdfast's own data folder around it. Refused while Holdfast has the store open.

  info DIR             what is in it: facts, size, engine, backups
  verify DIR           file, chain of facts, and views against views made again; changes nothing
  rebuild DIR          throws the views away and makes them again from the facts
  backup DIR           one more backup, opened and looked through, in DIR/backups
  restore DIR BACKUP   puts a backup (a name "info" lists) in place; the old files are kept in DIR/aside
  export DIR FILE      everything that cannot be made again, as JSON lines
  import DIR FILE      an export into an empty folder

Answers 0 when all is well, 1 when something was found or refused.
`;

type Say = (text: string) => void;
type Command = (directory: string, argument: string | undefined, say: Say) => Promise<boolean>;

/** The words to say where a command cannot be carried out; no bug. */
class Refused extends Error {}

const commands: Readonly<Record<string, Command>> = {
  info,
  verify,
  rebuild: makeAgain,
  backup,
  restore,
  export: exportTo,
  import: readExport,
};

/** Gives the exit code. */
export async function runStoreCommand(words: readonly string[], say: Say): Promise<number> {
  const [name = "", directory, argument] = words;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || directory === undefined) {
    say(storeCommandHelp);
    return words.length === 0 || words.includes("--help") || words.includes("-h") ? 0 : 1;
  }
  try {
    return (await command(storeFolder(directory, name === "import"), argument, say)) ? 0 : 1;
  } catch (problem) {
    if (!(problem instanceof StoreRefused || problem instanceof Refused || problem instanceof ExportRefused)) {
      throw problem;
    }
    say(problem.message);
    return 1;
  }
}

function storeFolder(given: string, isNew: boolean): string {
  const directory = resolve(given);
  if (isNew) return directory;
  const within = [directory, join(directory, "store")].find((each) => {
    const { store, backups } = storePaths(each);
    return existsSync(store) || existsSync(backups);
  });
  if (within === undefined) throw new Refused(`There is no store in ${directory}: no ${storeFile}, and no backups.`);
  return within;
}

async function withStore<Value>(directory: string, use: (store: Store) => Promise<Value> | Value): Promise<Value> {
  const store = await openStore({ directory, clock: Date.now });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

async function info(directory: string, _argument: string | undefined, say: Say): Promise<boolean> {
  await withStore(directory, (store) => {
    const { driver, facts, unread, bytes, walBytes } = store.facts();
    const stubs = Number(store.statements.of("SELECT count(*) AS n FROM removed_facts").get()?.["n"] ?? 0);
    say(`store      ${directory}`);
    say(`station    ${store.stationId}`);
    say(`facts      ${facts}${unread > 0 ? `, of which ${unread} wait for a newer Holdfast` : ""}`);
    if (stubs > 0) say(`in snaps   ${stubs} older facts are kept as snapshots`);
    say(`size       ${bytes} bytes, log ${walBytes} bytes`);
    say(`engine     ${driver}`);
  });
  const backups = await listBackups(storePaths(directory));
  say(backups.length === 0 ? "backups    none" : "backups");
  for (const { name, facts } of backups) say(`  ${name}  ${facts} facts`);
  return true;
}

async function verify(directory: string, _argument: string | undefined, say: Say): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-verify-"));
  try {
    const here = await withStore(directory, async (store) => {
      const { driver, path } = store.facts();
      const found = await examine({ path, driver, to: join(folder, storeFile) });
      const damage = found.kind === "failed" ? [found.words] : found.problems;
      for (const words of damage) say(`file     ${words}`);
      if (damage.length === 0) say("file     whole");
      const chain = runToEnd(verifyChains(store, store.stationId));
      for (const { code, sequence, kind } of chain.problems) say(`chain    ${code} at fact ${sequence} ${kind}`);
      if (chain.problems.length === 0) say(`chain    whole, ${chain.checked} facts`);
      return { whole: damage.length === 0 && chain.problems.length === 0, digest: derivedDigest(store) };
    });
    const again = await withStore(folder, (store) => {
      askForRebuild(store);
      runToEnd(rebuild(store));
      return derivedDigest(store);
    });
    const different = differences(here.digest, again);
    say(
      different.length === 0
        ? "views    as their facts say"
        : `views    not as their facts say: ${different.join(", ")}`,
    );
    if (different.length > 0) say("         Make them again: npm run store -- rebuild DIR");
    return here.whole && different.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeAgain(directory: string, _argument: string | undefined, say: Say): Promise<boolean> {
  await withStore(directory, (store) => {
    runToEnd(rebuild(store));
    say(`Views made again from ${store.facts().facts} facts.`);
  });
  return true;
}

async function backup(directory: string, _argument: string | undefined, say: Say): Promise<boolean> {
  return withStore(directory, async (store) => {
    const { driver, bytes, walBytes } = store.facts();
    const disk = statfsSync(directory);
    const made = await makeBackup({
      paths: store.paths,
      driver,
      now: Date.now(),
      storeBytes: bytes + walBytes,
      freeBytes: disk.bavail * disk.bsize,
    });
    say(made.ok ? `${made.value.name}: ${made.value.facts} facts, opened and looked through` : made.error.words);
    return made.ok;
  });
}

async function restore(directory: string, name: string | undefined, say: Say): Promise<boolean> {
  const paths = storePaths(directory);
  const known = (await listBackups(paths)).map((each) => each.name);
  if (name === undefined || !known.includes(basename(name))) {
    throw new Refused(
      known.length === 0
        ? `There is no backup in ${paths.backups}.`
        : `Name one of these backups:\n${known.map((each) => `  ${each}`).join("\n")}`,
    );
  }
  const restored = await restoreBackup(paths, basename(name), { driver: "@photostructure/sqlite", now: Date.now() });
  if (!restored.ok) {
    say(`Nothing was changed: ${restored.error.words}`);
    return false;
  }
  await withStore(directory, (store) => {
    say(`${restored.value.backup.facts} facts are back; ${store.salvaged} more were taken over from the old file.`);
    say(`The old files are in ${restored.value.aside}.`);
  });
  return true;
}

async function exportTo(directory: string, file: string | undefined, say: Say): Promise<boolean> {
  if (file === undefined) throw new Refused("Name the file to write: npm run store -- export DIR FILE");
  if (existsSync(file)) throw new Refused(`${file} is there already. Name another file.`);
  return withStore(directory, async (store) => {
    const facts = await writeExport(store, resolve(file));
    say(`${facts} facts written to ${file}`);
    return true;
  });
}

async function readExport(directory: string, file: string | undefined, say: Say): Promise<boolean> {
  if (file === undefined) throw new Refused("Name the export: npm run store -- import DIR FILE");
  if (!existsSync(file)) throw new Refused(`There is no file ${file}.`);
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw new Refused(`${directory} is not empty. An export goes into an empty folder.`);
  }
  if (!existsSync(dirname(directory))) throw new Refused(`There is no folder ${dirname(directory)}.`);
  const { facts } = await checkExport(file);
  // Half an import must not look like a store: it gets its name when it is whole.
  const making = `${directory}.importing`;
  rmSync(making, { recursive: true, force: true });
  await withStore(making, (store) => importExport(store, file));
  rmSync(directory, { recursive: true, force: true });
  renameSync(making, directory);
  say(`${facts} facts are in ${directory}`);
  return true;
}

function runToEnd<Value>(steps: Generator<unknown, Value, void>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
