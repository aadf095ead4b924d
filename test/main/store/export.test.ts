import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { factsCollection } from "#main/store/collections.ts";
import { derivedDigest } from "#main/store/derived.ts";
import { exportLines } from "#main/store/export.ts";
import { checkExport, importExport } from "#main/store/import.ts";
import { openStore } from "#main/store/open-store.ts";
import { writeSync } from "#main/sync/sync-tables.ts";
import { draft } from "#shared/facts/kinds.ts";
import { envelope, placed } from "#test/builders/facts.ts";
import { line } from "#test/builders/orders.ts";
import { morning, type TestStation, withStation } from "#test/builders/station.ts";
import { chainProblems } from "#test/builders/stored.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-export-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function someWork({ store }: TestStation): Promise<void> {
  await store.log.act("person-1", (act) =>
    act.append([
      placed(`o${act.nextNumber("order")}`, { lines: [line({ quantity: 2 })], note: 'ÄÖ \u2028 漢字 "quoted"' }),
      draft("order/o1", "order.holdAdded", { orderId: "o1", holdId: "h1", type: "FRAUD", reason: "Ring" }),
    ]),
  );
  // Nothing of this is known here; it must come through all the same.
  const strange = envelope({ station: "station-2", kind: "order.teleported", body: { to: ["moon", { when: null }] } });
  store.storage.transaction("from elsewhere", (transaction) => transaction.put(factsCollection, [strange]));
}

describe("an export", () => {
  it("read into an empty folder gives the same store: the same export, the same views, and work goes on", async () => {
    await withStation(async (test) => {
      await someWork(test);
      await test.restart();
      const lines = [...exportLines(test.store)];
      const path = join(folder, "all.jsonl");
      writeFileSync(path, `${lines.join("\n")}\n`);
      expect(await checkExport(path)).toEqual({ facts: 6, station: test.store.stationId });
      const { stationId } = test.store;
      const derived = derivedDigest(test.store);
      // One store at a time in one process.
      await test.close();
      const other = join(folder, "other");
      const empty = await openStore({ directory: other, clock: () => morning });
      await importExport(empty, path);
      await empty.close();

      const again = await openStore({ directory: other, clock: () => morning + 5000 });
      expect([...exportLines(again)]).toEqual(lines);
      expect({ ...derivedDigest(again), unread_facts: "" }).toEqual({ ...derived, unread_facts: "" });
      expect(again.stationId).toBe(stationId);
      await again.log.act("person-1", (act) => act.append([placed(`o${act.nextNumber("order")}`)]));
      expect(again.log.read("orders", "o2")?.number).toBe("A-0001");
      expect(chainProblems(again)).toEqual([]);
      await again.close();
    });
  });

  it("is of one moment, whatever is written while it is read, and holds no more than a slice of rows in memory", async () => {
    await withStation(async (test) => {
      await someWork(test);
      const { store } = test;
      store.storage.transaction("many", () => {
        for (let number = 0; number < 1201; number += 1) {
          store.statements.run("INSERT INTO series VALUES (?, ?)", `s${number}`, number);
          store.statements.run(
            "INSERT INTO removed_facts VALUES ('s', ?, ?, '', '', 1, '', '', '', '', '')",
            number,
            `r${number}`,
          );
        }
      });
      const before = [...exportLines(store)];
      expect(new Set(before).size).toBe(before.length);
      expect(before.filter((text) => text.includes('"table":"series"'))).toHaveLength(1202);
      expect(before.filter((text) => text.includes('"table":"removed_facts"'))).toHaveLength(1201);
      const reading = exportLines(store);
      const lines = [reading.next().value];
      await store.log.act("person-1", (act) => act.append([placed(`o${act.nextNumber("order")}`)]));
      store.statements.run("DELETE FROM removed_facts");
      expect([...lines, ...reading]).toEqual(before);
    });
  });

  it("holds nothing of what one store was told by its hub: a copy compares for itself", async () => {
    await withStation(async (test) => {
      writeSync(test.store.statements, "acknowledged", 3);
      expect([...exportLines(test.store)].some((text) => text.includes("acknowledged"))).toBe(false);
    });
  });

  it.each([
    [
      "cut off between two lines",
      (text: string) => text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1),
      /cut off/,
    ],
    ["cut off within a line", (text: string) => text.slice(0, text.length - 60), /Line \d+ is cut off or no JSON/],
    ["with one character changed", (text: string) => text.replace("Ring", "Sing"), /digest does not come out/],
    [
      "with a line taken out",
      (text: string) => text.replace(/\n\{"line":"fact"[^\n]+/, ""),
      /digest does not come out/,
    ],
    ["of a newer Holdfast", (text: string) => text.replace('"version":2', '"version":9'), /newer Holdfast/],
    ["that is something else", () => "sku,name\nBOWL,Oak bowl\n", /not an export of Holdfast/],
    ["that is other JSON lines", () => '{"a":1}\n', /Line 1 is not as an export has it/],
    ["that is empty", () => "", /cut off/],
  ])("%s is known for what it is", async (_what, spoil, words) => {
    await withStation(async (test) => {
      await someWork(test);
      const path = join(folder, "all.jsonl");
      writeFileSync(path, spoil(`${[...exportLines(test.store)].join("\n")}\n`));
      await expect(checkExport(path)).rejects.toThrow(words);
    });
  });
});
