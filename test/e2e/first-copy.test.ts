import { expect } from "vitest";
import { openPlain } from "#main/adapters/sqlite/open-sqlite.ts";
import { storePaths } from "#main/store/store-files.ts";
import { join } from "node:path";
import { ask } from "../crash/station-window.ts";
import { startTestPostgres } from "../support/hub/postgres.ts";
import { preparedHub, preparedOrders } from "../support/sync/prepared.ts";
import { beginWithHub } from "./support/begin-with-hub.ts";
import { eventually, test } from "./support/workday.ts";

test(
  "a station that joins a hub at its first start begins with the copy the hub has ready, and is itself",
  { timeout: 180_000 },
  async ({ workday }) => {
    const postgres = await startTestPostgres();
    const prepared = await preparedHub(await postgres.newDatabase(), [], Date.now);
    try {
      const userData = await workday.folder();
      const bench = await workday.opened({ userData });
      const { window } = bench;
      await beginWithHub(window, prepared.hub.address, await prepared.hub.newCode());
      await window.getByRole("heading", { name: "Orders", exact: true }).waitFor({ timeout: 60_000 });
      // The store was closed and opened meanwhile, and the person is still signed in.
      await window.getByText("Mira Holt").waitFor();
      await expect
        .poll(() => ask(window, "sync.state", {}).then(({ line, download }) => [line, download?.phase]), eventually)
        .toEqual(["open", "live"]);
      await window.getByText(/Last synced/).waitFor();
      expect((await ask(window, "orders.counts", {})).all).toBe(preparedOrders);
      await bench.close();

      const store = openPlain(storePaths(join(userData, "store")).store, { readOnly: true });
      try {
        // Pulled, they would have come behind what the station had recorded by then.
        const first = store
          .prepare(
            `SELECT min(seq) AS seq FROM rx_facts_0
             WHERE c_station = (SELECT value FROM store_state WHERE name = 'station')`,
          )
          .get();
        expect(first?.["seq"]).toBeGreaterThan(preparedOrders);
      } finally {
        store.close();
      }
    } finally {
      await prepared.close();
      await postgres.stop();
    }
  },
);
