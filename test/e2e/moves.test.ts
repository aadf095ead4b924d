import { expect } from "vitest";
import { stock as stockAt } from "#test/builders/floor.ts";
import { withStation } from "#test/builders/station.ts";
import { ask } from "../crash/station-window.ts";
import { startHubProcess } from "../support/sync/hub-process.ts";
import { isSynced, join, untilSync } from "../support/sync/joined.ts";
import { goTo, setDevices } from "./support/day.ts";
import { goods, stock } from "./support/small-shop.ts";
import { eventually, test } from "./support/workday.ts";

test(
  "units are moved by scanner alone; a transfer is sent, and another received with what did not come",
  { timeout: 180_000 },
  async ({ workday }) => {
    const hub = await startHubProcess();
    try {
      await withStation(async (york) => {
        york.now = Date.now();
        await join(york, hub.address, await hub.newCode());
        await stockAt(york, { bowl: 5 });
        const station = await workday.begun("empty");
        const { window } = station;
        const line = await workday.scanner();
        await setDevices(window, { line });
        await stock(station, await workday.folder(), []);

        await goTo(window, "m", "Move stock");
        for (const code of ["HF-BIN.A-1-1", goods.mug.barcode, goods.mug.barcode, "HF-BIN.C-1-1"])
          await line.scan(code);
        await window.getByText("2 × MUG-1: A-1-1 to C-1-1").waitFor();
        const bins = async () =>
          (await ask(window, "stock.standing", { sku: goods.mug.sku })).bins.map(({ bin, units }) => [bin, units]);
        expect(await bins()).toEqual([
          ["A-1-1", 38],
          ["C-1-1", 2],
        ]);
        for (const code of ["HF-BIN.C-1-1", goods.mug.barcode, goods.mug.barcode, goods.mug.barcode, "HF-BIN.A-1-1"]) {
          await line.scan(code);
        }
        await window.getByText(/So many are not for this station to move/).waitFor();

        const joined = await ask(window, "sync.join", {
          address: hub.address,
          code: await hub.newCode(),
          fingerprint: null,
        });
        expect(joined.hub).not.toBeNull();
        await expect
          .poll(() => ask(window, "stock.transfers", { limit: 10 }).then(({ stations }) => stations.length), eventually)
          .toBe(1);
        await goTo(window, "o", "Orders");
        await goTo(window, "m", "Move stock");
        await window.getByRole("tab", { name: /To another station/ }).click();
        for (const code of ["HF-BIN.B-1-1", goods.towel.barcode, goods.towel.barcode]) await line.scan(code);
        await expect.poll(() => window.getByLabel("Units").inputValue(), eventually).toBe("2");
        await window.keyboard.press("Control+Enter");
        await window.getByText(/^Sent to /).waitFor();
        await untilSync(york, (state) => isSynced(state));
        await expect
          .poll(async () => {
            const page = await york.call("stock.transfers", { limit: 10 });
            return page.ok ? page.value.rows.map(({ direction, lines }) => [direction, lines[0]?.sent]) : [];
          }, eventually)
          .toEqual([["in", 2]]);

        const { station: here } = (await ask(window, "station.state", {})) as { station: { stationId: string } };
        const sent = await york.call("stock.send", {
          to: here.stationId,
          lines: [{ sku: "BOWL", bin: "A-2", quantity: 3 }],
        });
        expect(sent.ok).toBe(true);
        await window.getByRole("tab", { name: /Arriving/ }).click();
        await window.getByLabel("Units of BOWL that came").fill("2");
        await window.getByLabel("Bin of BOWL").fill("D-1-1");
        await window.getByText("The rest did not come and is not waited for").click();
        await window.keyboard.press("Control+Enter");
        await window.getByText("2 units received and in their bins. 1 did not come.").waitFor();
        expect((await ask(window, "stock.standing", { sku: "BOWL" })).bins).toContainEqual(
          expect.objectContaining({ bin: "D-1-1", units: 2, mine: 2 }),
        );
        await untilSync(york, (state) => isSynced(state));
        await expect
          .poll(async () => {
            const page = await york.call("stock.transfers", { limit: 10 });
            const out = page.ok ? page.value.rows.find(({ direction }) => direction === "out") : undefined;
            return out && [out.isOpen, out.lines[0]?.received, out.lines[0]?.missing];
          }, eventually)
          .toEqual([false, 3, 1]);
      });
    } finally {
      await hub.close();
    }
  },
);
