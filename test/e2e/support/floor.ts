import type { SerialPair } from "../../support/serial-pair.ts";
import { ask } from "../../crash/station-window.ts";
import { watchBench } from "./bench-sight.ts";
import { goTo, pickAll, setDevices } from "./day.ts";
import type { LaunchedApp } from "./launch.ts";

/** From the order list to the bench, as a picker and a packer go. */

/** Releases every order that can be, with the button on the list. */
export async function releaseAll({ window }: LaunchedApp): Promise<void> {
  await goTo(window, "o", "Orders");
  await window.getByRole("button", { name: /^Release all \d/ }).click();
  await window.getByText(/released to picking/).waitFor();
}

/** Takes the next pick list, with Enter on the page of lists; its round is watched from its first moment. */
export async function takeList({ window }: LaunchedApp): Promise<void> {
  await goTo(window, "l", "Pick lists");
  await window
    .getByRole("button", { name: /^Take the next list/ })
    .first()
    .waitFor();
  await watchBench(window);
  await window.keyboard.press("Enter");
  await window.getByRole("heading", { name: /^Pick list \d+$/ }).waitFor();
}

/** The pack bench with nothing on it. */
export async function goToBench({ window }: LaunchedApp): Promise<void> {
  await goTo(window, "p", "Order desk 1");
  await window.getByText("Scan an order").waitFor();
  await watchBench(window);
}

/** All orders released, picked into their totes by scanner, and the bench in front. Gives back the tote of each order. */
export async function readyToPack(
  station: LaunchedApp,
  line: SerialPair,
  printer?: { readonly host: string; readonly port: number },
): Promise<ReadonlyMap<string, string>> {
  await setDevices(station.window, { line, ...(printer ? { printer } : {}) });
  return pickedTotes(station, line);
}

/** The same at a station whose scanner is set up already. */
export async function pickedTotes(station: LaunchedApp, line: SerialPair): Promise<ReadonlyMap<string, string>> {
  const { window } = station;
  await releaseAll(station);
  await takeList(station);
  await pickAll(window, line);
  await window.getByRole("heading", { name: "List done" }).waitFor();
  await goToBench(station);
  const { ready } = await ask(window, "packing.state", {});
  return new Map(ready.map(({ number, tote }) => [number, tote]));
}

/** Opens an order from the list: its number into the search, then Enter twice, as fast as it goes. */
export async function openOrder({ window }: LaunchedApp, number: string): Promise<void> {
  await goTo(window, "o", "Orders");
  await window.keyboard.press("/");
  await window.getByLabel("Search orders").fill(number);
  await window.keyboard.press("Enter");
  await window.keyboard.press("Enter");
  await window.getByRole("heading", { name: number, exact: true }).waitFor();
}
