import type { Page } from "playwright-core";
import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { scanShows } from "./support/bench-sight.ts";
import { goTo, setDevices } from "./support/day.ts";
import { pickedTotes } from "./support/floor.ts";
import { goods, order, stock, storedOrder } from "./support/small-shop.ts";
import { eventually, test } from "./support/workday.ts";

async function signOut(window: Page): Promise<void> {
  await window.keyboard.press("Control+k");
  await window.getByPlaceholder("What do you want to do?").fill("sign out");
  await window.getByRole("menuitem", { name: "Sign out" }).waitFor();
  await window.keyboard.press("Enter");
  await window.getByRole("heading", { name: "Who is here?" }).waitFor();
}

/** Digits one by one, then Enter, as on a keyboard. */
async function typePin(window: Page, pin: string): Promise<void> {
  await window.keyboard.type(pin, { delay: 120 });
  await window.getByRole("status", { name: `${pin.length} digits typed` }).waitFor();
  await window.keyboard.press("Enter", { delay: 120 });
}

async function whoIsIn(window: Page): Promise<string | undefined> {
  const state = await ask(window, "station.state", {});
  return state.phase === "ready" ? state.person?.name : undefined;
}

/** Adds a packer on the page of people; gives back what stands on the new badge. */
async function addPacker(window: Page, name: string, pin: string): Promise<string> {
  await goTo(window, "e", "People");
  await window.keyboard.press("a", { delay: 120 });
  await window.getByRole("dialog", { name: "Add a person" }).waitFor();
  await window.keyboard.type(name, { delay: 120 });
  await window.keyboard.press("Tab");
  await window.keyboard.type(pin, { delay: 120 });
  await window.keyboard.press("Enter", { delay: 120 });
  await window.getByRole("img", { name: `Barcode of ${name}` }).waitFor();
  const badge = await window.locator(".badge-card .code").innerText();
  await window.getByRole("button", { name: "Close" }).click();
  return badge;
}

test("a wrong PIN says so and lets nobody in; the right one does; too many tries make a pause", async ({ workday }) => {
  const { window } = await workday.begun("demo");
  await signOut(window);
  expect(await whoIsIn(window)).toBeUndefined();
  // Nothing of the shop can be asked while nobody is in.
  await expect(ask(window, "orders.counts", {})).rejects.toThrow("not-signed-in");

  await typePin(window, "4321");
  await window.getByText("That is not the PIN. Type it again.").waitFor();
  expect(await whoIsIn(window)).toBeUndefined();
  await typePin(window, "1234");
  await window.getByRole("heading", { name: "Orders", exact: true }).waitFor();
  expect(await whoIsIn(window)).toBe("Mira Holt");
  await window.getByText("Mira Holt, by PIN").waitFor();

  await signOut(window);
  for (let tries = 0; tries < 5; tries += 1) {
    await typePin(window, "0000");
    await window.getByText("That is not the PIN. Type it again.").waitFor();
    await window.getByRole("status", { name: "0 digits typed" }).waitFor();
  }
  await typePin(window, "1234");
  await window.getByText(/^Too many wrong tries\. Wait \d+ seconds, or scan your badge\.$/).waitFor();
  expect(await whoIsIn(window)).toBeUndefined();
});

test("a badge signs in at once, a strange code does not; every fact after it names the one who came", async ({
  workday,
}) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const [line, printer] = [await workday.scanner(), await workday.printer()];
  await stock(station, await workday.folder(), [order("#3001", { mug: 2 })]);
  await setDevices(window, { line, printer });
  const badge = await addPacker(window, "Tom Reed", "5678");
  await signOut(window);

  await line.scan("HF-USR.22222222222");
  await window.getByText("This badge is nobody's on this computer.").waitFor();
  await line.scan("9520000000011");
  await window.getByText("That was not a badge. Scan the one with your name on it.").waitFor();
  expect(await whoIsIn(window)).toBeUndefined();
  await line.scan(badge);
  await window.getByText("Tom Reed, by badge").waitFor();
  expect(await whoIsIn(window)).toBe("Tom Reed");

  // A packer changes no settings and adds nobody.
  await goTo(window, "e", "People");
  await expect.poll(() => window.getByRole("button", { name: /^Add a person/ }).isDisabled(), eventually).toBe(true);
  await expect(ask(window, "people.add", { name: "X", pin: "9999", roles: ["lead"] })).rejects.toThrow("role-missing");

  // Signed in from another screen, so the settings stand: on to the bench.
  const totes = await pickedTotes(station, line);
  await scanShows(window, line, `HF-TOTE.${totes.get("#3001")}`, { word: "On the bench" });
  await scanShows(window, line, goods.mug.barcode, { word: "Right" });
  // Nobody leaves an open box to the next one without a word.
  await scanShows(window, line, badge, { note: "Badge: a box is open; finish it or scan Park, then change places" });
  await line.scan("HF-CMD.OUT");
  await window.getByRole("heading", { name: "Who is here?" }).waitFor();

  await window.getByRole("button", { name: /^Mira Holt/ }).click();
  await typePin(window, "1234");
  await expect.poll(() => whoIsIn(window), eventually).toBe("Mira Holt");
  const { timeline } = await storedOrder(station, "#3001");
  const who = (kind: string) => timeline.find((entry) => entry.kind === kind)?.who;
  expect([who("order.placed"), who("order.released"), who("pick.confirmed"), who("pack.verified")]).toEqual([
    "Mira Holt",
    "Tom Reed",
    "Tom Reed",
    "Tom Reed",
  ]);
});
