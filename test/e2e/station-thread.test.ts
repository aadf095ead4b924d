import { readFile, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { begin, whenReady } from "./support/day.ts";
import type { LaunchedApp } from "./support/launch.ts";
import { eventually, test } from "./support/workday.ts";

/** The station's thread in the real application, ended as it would be by what nobody foresaw. */

const heldThreads = resolve(import.meta.dirname, "support/held-threads-app");

function endThread({ app }: LaunchedApp): Promise<unknown> {
  return app.evaluate(() => {
    const [first] = (Reflect.get(globalThis, "heldThreads") as { terminate(): Promise<number> }[]).splice(0);
    return first?.terminate();
  });
}

test("a station whose thread ends is opened again, and says so; nothing saved is lost, and it closes as ever", async ({
  workday,
}) => {
  const userData = await workday.folder();
  const line = await workday.scanner();
  const station = await workday.opened({ userData, appFolder: heldThreads });
  const { window } = station;
  await begin(window, "empty");
  const state = await ask(window, "station.state", {});
  if (state.phase !== "ready") throw new Error(`The station is ${state.phase}`);
  await ask(window, "station.configure", { settings: { ...state.settings, scannerPath: line.path } });
  await ask(window, "people.add", { name: "Jon Vale", pin: "4321", roles: ["packer"] });

  await endThread(station);
  await window.getByText("The station stopped and was opened again.").waitFor();
  await window.getByRole("heading", { name: "Orders", exact: true }).waitFor();
  await window.getByRole("navigation").getByText("Mira Holt").waitFor();
  expect((await ask(window, "people.list", {})).map(({ name }) => name)).toEqual(["Mira Holt", "Jon Vale"]);
  await window.getByRole("button", { name: "Got it" }).click();
  await window.getByText("The station stopped and was opened again.").waitFor({ state: "detached" });

  // The scanner's process went with the thread, and another came with the next.
  await expect.poll(async () => (await ask(window, "devices.state", {})).scanner.kind, eventually).toBe("ready");
  await line.scan("NO-SUCH-CODE");
  await expect
    .poll(async () => (await ask(window, "devices.state", {})).lastScans[0]?.text, eventually)
    .toBe("NO-SUCH-CODE");
  await station.close();
  expect(await readFile(join(userData, "store", "holdfast.log"), "utf8")).toContain("the station's thread ended");

  const again = await workday.opened({ userData });
  await whenReady(again.window);
  await again.window.getByRole("navigation").getByText("Mira Holt").waitFor();
});

test("the thread's program is kept in its compiled form, and a form that is damaged is done without", async ({
  workday,
}) => {
  const userData = await workday.folder();
  const form = join(userData, "compiled", "station-program.cjs");
  const bytes = async (): Promise<number> => (await stat(form).catch(() => undefined))?.size ?? 0;
  const first = await workday.opened({ userData });
  await begin(first.window, "empty");
  await expect.poll(bytes, eventually).toBeGreaterThan(100_000);
  await first.close();

  const whole = await readFile(form);
  await writeFile(form, whole.fill(0, whole.length / 2));
  const damaged = await stat(form);
  const second = await workday.opened({ userData });
  await whenReady(second.window);
  await second.window.getByRole("navigation").getByText("Mira Holt").waitFor();
  // Another is put in its place.
  await expect.poll(async () => (await stat(form)).ino, eventually).not.toBe(damaged.ino);
  await second.close();
  expect(await readFile(join(userData, "store", "holdfast.log"), "utf8").catch(() => "")).toBe("");
});
