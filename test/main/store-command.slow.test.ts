import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runStoreCommand } from "#main/store-command.ts";
import { collectionOf } from "#main/store/collections.ts";
import { openStore } from "#main/store/open-store.ts";
import { storeFile } from "#main/store/store-files.ts";
import { placed } from "#test/builders/facts.ts";
import { morning } from "#test/builders/station.ts";
import { chainProblems, storedFacts } from "#test/builders/stored.ts";

let folder = "";
let directory = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-"));
  directory = join(folder, "store");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (): ReturnType<typeof openStore> => openStore({ directory, clock: () => morning });

async function place(from: number, until: number): Promise<void> {
  const store = await open();
  for (let number = from; number <= until; number += 1) {
    await store.log.act("person-1", (act) => {
      act.nextNumber("order");
      act.append([placed(`o${number}`, { number: `A-${number}`, note: "x".repeat(3000) })]);
    });
  }
  await store.close();
}

async function run(...words: readonly string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const code = await runStoreCommand(words, (text) => said.push(text));
  return { code, said: said.join("\n") };
}

/** Bytes in the middle of the file, or its beginning, are of something else. */
function damage(where: "beginning" | "views"): void {
  const path = join(directory, storeFile);
  const bytes = readFileSync(path);
  if (where === "beginning") bytes.fill(0x5a, 0, 4096);
  else bytes.fill(0x5a, bytes.length - 3 * 4096);
  writeFileSync(path, bytes);
}

const saying = (words: RegExp): unknown => expect.stringMatching(words);

describe("npm run store", () => {
  it("says what it can do, and what is missing", async () => {
    expect(await run("--help")).toMatchObject({ code: 0, said: saying(/rebuild DIR/) });
    expect((await run("polish", directory)).code).toBe(1);
    expect(await run("info", join(folder, "nowhere"))).toMatchObject({
      code: 1,
      said: saying(/^There is no store in/),
    });
  });

  it("is refused while the store is open", async () => {
    const store = await open();
    for (const command of ["info", "verify", "rebuild", "backup"]) {
      const { code, said } = await run(command, directory);
      expect({ command, code, said }).toMatchObject({ code: 1, said: saying(/is open already/) });
    }
    await store.close();
  });

  it("finds views that are not as their facts say, and makes them again", async () => {
    await place(1, 3);
    expect(await run("verify", directory)).toMatchObject({ code: 0 });
    const store = await open();
    store.storage.connection.exec(`DELETE FROM ${store.storage.tableOf(collectionOf.orders).name} WHERE id = 'o2'`);
    await store.close();
    const found = await run("verify", folder);
    expect(found).toMatchObject({ code: 1, said: saying(/not as their facts say: orders\n/) });
    expect((await run("rebuild", directory)).code).toBe(0);
    expect((await run("verify", directory)).code).toBe(0);
  });

  it("exports, and imports into an empty folder only", async () => {
    await place(1, 2);
    const file = join(folder, "all.jsonl");
    expect(await run("export", directory, file)).toMatchObject({ code: 0, said: saying(/^2 facts written/) });
    expect((await run("export", directory, file)).said).toMatch(/is there already/);
    expect((await run("import", directory, file)).said).toMatch(/is not empty/);
    const other = join(folder, "other");
    expect(await run("import", other, file)).toMatchObject({ code: 0, said: saying(/^2 facts are in/) });
    expect((await run("verify", other)).code).toBe(0);
    writeFileSync(file, readFileSync(file, "utf8").slice(0, -200));
    expect(await run("import", join(folder, "third"), file)).toMatchObject({ code: 1, said: saying(/cut off/) });
    expect(existsSync(join(folder, "third"))).toBe(false);
  });

  it("restores a backup, keeps the damaged file, and takes over from it what can still be read", async () => {
    await place(1, 3);
    expect(await run("backup", directory)).toMatchObject({
      code: 0,
      said: saying(/3 facts, opened and looked through/),
    });
    await place(4, 6);
    damage("views");
    const name = /\S+\.sqlite/.exec((await run("restore", directory)).said)?.[0] ?? "";
    const { code, said } = await run("restore", directory, name);
    expect({ code, said }).toMatchObject({ code: 0, said: saying(/^3 facts are back; [123] more were taken over/) });
    const taken = Number(/(\d) more/.exec(said)?.[1]);
    expect((await run("verify", directory)).said).toMatch(new RegExp(`chain {4}whole, ${3 + taken} facts`));
    const [aside = ""] = readdirSync(join(directory, "aside"));
    expect(readdirSync(join(directory, "aside", aside))).toContain(storeFile);
  });

  it("restores a backup where nothing can be read any more, and gives no number twice", async () => {
    await place(1, 3);
    await run("backup", directory);
    await place(4, 6);
    damage("beginning");
    expect((await run("info", directory)).said).toMatch(/is damaged/);
    const name = /\S+\.sqlite/.exec((await run("restore", directory)).said)?.[0] ?? "";
    expect((await run("restore", directory, name)).said).toMatch(/^3 facts are back; 0 more were taken over/);
    const store = await open();
    expect(storedFacts(store)).toHaveLength(3);
    expect(chainProblems(store)).toEqual([]);
    expect(await store.log.act("person-1", (act) => act.nextNumber("order"))).toBeGreaterThan(6);
    await store.close();
  });

  it("puts no broken backup in place", async () => {
    await place(1, 3);
    await run("backup", directory);
    const backup = readdirSync(join(directory, "backups")).find((name) => name.endsWith(".sqlite")) ?? "";
    const path = join(directory, "backups", backup);
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0x5a, 4096 * 3));
    const before = join(folder, "before");
    cpSync(directory, before, { recursive: true });
    expect(await run("restore", directory, backup)).toMatchObject({ code: 1, said: saying(/^Nothing was changed/) });
    expect(readFileSync(join(directory, storeFile)).equals(readFileSync(join(before, storeFile)))).toBe(true);
  });
});
