import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { openStation } from "#main/station.ts";
import { answer } from "#main/bridge/answer.ts";
import { makeHandlers } from "#main/bridge/handlers.ts";

test("probe", async () => {
  for (let i = 0; i < 5; i++) {
    const directory = mkdtempSync(join(tmpdir(), "hf-"));
    const t0 = performance.now();
    const station = await openStation({ directory, assets: "assets", clock: Date.now, emit: () => undefined });
    const t1 = performance.now();
    const h = makeHandlers(station, { version: "0", askOpenPath: async () => undefined, askSavePath: async () => undefined });
    await h["station.begin"]({ mode: i === 0 ? "demo" : "empty", stationName: "x", letters: "A", personName: "p", pin: "1234" });
    const t2 = performance.now();
    let n = 0;
    for (; n < 100; n++) await h["orders.hold"]({ orderId: "x", type: "OPERATOR", reason: "a" });
    const t3 = performance.now();
    await station.scans.take("123");
    await station.close();
    const t4 = performance.now();
    console.log(t1 - t0, t2 - t1, (t3 - t2) / 100, t4 - t3);
    if (i === 0) {
      console.log(JSON.stringify(station.imports.progress(), null, 1));
    }
  }
});
