import type { Page } from "playwright-core";
import { currentStop } from "#shared/picking/pick-list-view.ts";
import { ask } from "../../crash/station-window.ts";
import type { SerialPair } from "../../support/serial-pair.ts";
import { openDialogAnswers } from "./dialogs.ts";
import type { LaunchedApp } from "./launch.ts";

/** The steps of a working day as a person takes them, in the real window. The tour and the end-to-end tests share them. */

export async function whenReady(window: Page): Promise<void> {
  await window.waitForFunction(() => document.documentElement.dataset["ready"] === "true");
}

/** The first start: choose a way, give a PIN, begin. */
export async function begin(window: Page, mode: "demo" | "empty"): Promise<void> {
  await whenReady(window);
  await window.getByText(mode === "demo" ? "Try with demo data" : "Start empty").click();
  if (mode === "empty") {
    await window.getByLabel("Name of this station").fill("Order desk 1");
    await window.getByLabel("Letters in its order numbers").fill("A");
    await window.getByLabel("Your name").fill("Mira Holt");
  }
  await window.getByLabel("PIN", { exact: true }).fill("1234");
  await window.getByLabel("PIN again").fill("1234");
  await window.getByRole("button", { name: "Start" }).click();
  await window.getByRole("heading", { name: "Orders", exact: true }).waitFor({ timeout: 60_000 });
  if (mode === "empty") return;
  // The first orders show before the last ones are in.
  await until("the demo data is in", async () => {
    const progress = await ask(window, "imports.state", {});
    return progress?.fileKind === "shopify-orders" && progress.state.kind !== "reading";
  });
}

/** Names the scanner's line and the printer's address, as the devices page does. */
export async function setDevices(
  window: Page,
  devices: { readonly line?: SerialPair; readonly printer?: { readonly host: string; readonly port: number } },
): Promise<void> {
  const state = await ask(window, "station.state", {});
  if (state.phase !== "ready") throw new Error("The station has not begun");
  await ask(window, "station.configure", {
    settings: {
      ...state.settings,
      shipFrom: {
        name: "Holdfast Demo Shop",
        company: "",
        lines: ["Unit 4, Canal Wharf"],
        city: "Leeds",
        region: "",
        postcode: "LS11 5PU",
        country: "GB",
        phone: "",
      },
      scannerPath: devices.line?.path ?? "",
      printerHost: devices.printer?.host ?? "",
      printerPort: devices.printer?.port ?? 9100,
    },
  });
}

/** A line that is being opened loses what comes before it is open, as a scanner's light would tell a person. */
export async function scannerIsReady(window: Page): Promise<void> {
  await until("the scanner is ready", async () => (await ask(window, "devices.state", {})).scanner.kind === "ready");
}

/** G and a letter, as the navigation teaches. */
export async function goTo(window: Page, letter: string, heading: string | RegExp): Promise<void> {
  for (let steps = 0; steps < 4 && (await isTyping(window)); steps += 1) await window.keyboard.press("Escape");
  // At a person's pace: keys that come faster than fingers are a scanner's.
  await window.keyboard.type(`g${letter}`, { delay: 120 });
  await window.getByRole("heading", { name: heading }).first().waitFor();
}

/** Letters act outside fields only. */
function isTyping(window: Page): Promise<boolean> {
  return window.evaluate(() => document.activeElement?.matches("input, textarea, select") ?? false);
}

/** Opens a file through the app's own dialog, which answers with this path. */
export async function importByDialog(station: LaunchedApp, path: string): Promise<void> {
  await openDialogAnswers(station, path);
  const { window } = station;
  await goTo(window, "i", "Import");
  await window.keyboard.press("Control+o");
  await importSettled(window, path);
}

/** Drops a file on the window, wherever the person is, and waits until it is read. */
export async function importByDrop(window: Page, path: string): Promise<void> {
  await dropFile(window, path);
  await importSettled(window, path);
}

/** Lets go of a file over the window; its import has only begun when this is over. */
export async function dropFile(window: Page, path: string): Promise<void> {
  await window.evaluate(() => {
    const input = document.createElement("input");
    input.type = "file";
    input.id = "dropped-file";
    document.body.append(input);
  });
  await window.locator("#dropped-file").setInputFiles(path);
  await window.evaluate(() => {
    const input = document.getElementById("dropped-file");
    const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined;
    const data = new DataTransfer();
    if (file) data.items.add(file);
    for (const type of ["dragenter", "dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
    input?.remove();
  });
}

async function importSettled(window: Page, path: string): Promise<void> {
  await until(`${path} is read`, async () => {
    const progress = await ask(window, "imports.state", {});
    return progress?.path === path && progress.state.kind !== "reading";
  });
}

/** Walks the list that is in hand, by scanner alone: bin, then each unit. */
export async function pickAll(
  window: Page,
  line: SerialPair,
  afterEach?: (stop: number) => Promise<void>,
): Promise<void> {
  for (let scans = 0; scans < 500; scans += 1) {
    const state = await ask(window, "picking.state", {});
    const stop = state && currentStop(state.list);
    if (!state || !stop) return;
    const sequence = state.verdict?.sequence ?? 0;
    await line.scan(state.list.atBin === stop.bin ? stop.sku : `HF-BIN.${stop.bin}`);
    await verdictAfter(window, "picking.state", sequence);
    await afterEach?.(scans);
  }
}

/** Scans and waits until the bench has answered. */
export async function scanAtBench(window: Page, line: SerialPair, text: string): Promise<void> {
  const before = (await ask(window, "packing.state", {})).verdict?.sequence ?? 0;
  await line.scan(text);
  await verdictAfter(window, "packing.state", before);
  await window.waitForFunction(
    (sequence) => performance.getEntriesByName(`verdict-painted:${sequence}`).length > 0,
    before + 1,
  );
}

async function verdictAfter(window: Page, call: "packing.state" | "picking.state", sequence: number): Promise<void> {
  await until("the scan is answered", async () => {
    const state = await ask(window, call, {});
    return (state?.verdict?.sequence ?? 0) > sequence;
  });
}

/** Asks until it is so. The page's own waitForFunction does not wait for a promise. */
async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Waited a minute until ${what}`);
  }
}

/** The next unit of the order on the bench, by its own barcode or SKU; undefined when all are in. */
export async function nextUnit(window: Page): Promise<string | undefined> {
  const { session } = await ask(window, "packing.state", {});
  const line = session?.view.lines.find((entry) => entry.packed < entry.quantity);
  if (!line) return undefined;
  const item = await ask(window, "items.byCode", { code: line.sku });
  return item?.barcode ? item.barcode.replace(/^0/, "") : line.sku;
}
