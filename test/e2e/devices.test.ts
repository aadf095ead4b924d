import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { goTo, setDevices } from "./support/day.ts";
import type { LaunchedApp } from "./support/launch.ts";
import { eventually, test } from "./support/workday.ts";

/** The process that holds the drivers, as Electron lists it; undefined while there is none. */
function deviceProcess({ app }: LaunchedApp): Promise<number | undefined> {
  return app.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find((metric) => metric.name === "Holdfast devices")?.pid,
  );
}

test("a device process that dies or hangs takes nothing with it, and comes back with its scanner", async ({
  workday,
}) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const line = await workday.scanner();
  await setDevices(window, { line });
  await goTo(window, "c", "Scanners and scale");
  const texts = async () => (await ask(window, "devices.state", {})).lastScans.map((scan) => scan.text);
  const isReady = () =>
    expect.poll(async () => (await ask(window, "devices.state", {})).scanner.kind, eventually).toBe("ready");
  await isReady();
  await line.scan("BEFORE-1");
  await expect.poll(texts, eventually).toEqual(["BEFORE-1"]);
  const scans = ["BEFORE-1"];
  for (const signal of ["SIGKILL", "SIGSTOP"] as const) {
    const before = await deviceProcess(station);
    expect(before).toBeDefined();
    process.kill(before ?? 0, signal);
    // The window goes on meanwhile.
    expect((await ask(window, "orders.counts", {})).all).toBe(0);
    await expect.poll(() => deviceProcess(station), eventually).not.toBe(before);
    await expect.poll(() => deviceProcess(station), eventually).toBeDefined();
    await isReady();
    await line.scan(`AFTER-${signal}`);
    scans.unshift(`AFTER-${signal}`);
    await expect.poll(texts, eventually).toEqual(scans);
  }
  await window.getByText("AFTER-SIGSTOP", { exact: true }).waitFor();
});

test("the page of scanners shows what arrives, and reads on after the scanner was pulled out and plugged in again", async ({
  workday,
}) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const line = await workday.scanner();
  await setDevices(window, { line });
  await goTo(window, "c", "Scanners and scale");
  await expect.poll(async () => (await ask(window, "devices.state", {})).scanner.kind, eventually).toBe("ready");
  await line.scan("]C1010952123454321310LOT-7");
  await window.getByText("BATCH/LOT").waitFor();
  await window.getByText("LOT-7", { exact: true }).waitFor();
  await line.hangUp();
  await window.getByText(/was unplugged\. Plug it in again\./).waitFor();
  await line.plugIn();
  await expect.poll(async () => (await ask(window, "devices.state", {})).scanner.kind, eventually).toBe("ready");
  await line.scan("AFTER-REPLUG");
  await window.getByText("AFTER-REPLUG", { exact: true }).waitFor();
});
