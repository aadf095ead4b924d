import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { readSymbols } from "../support/barcodes/read-barcodes.ts";
import { renderPdf } from "../support/barcodes/render.ts";
import { goTo, setDevices } from "./support/day.ts";
import { saveDialogAnswers } from "./support/dialogs.ts";
import { eventually, test } from "./support/workday.ts";
import { wedgeScan } from "./support/wedge-scan.ts";

/** What a computer with a German keyboard makes of a scanner set to a US one. */
const german: Readonly<Record<string, string>> = {
  ...{ "-": "ß", _: "?", "/": "-", ";": "ö", ":": "Ö", "#": "§", "@": '"', Y: "Z", Z: "Y", y: "z", z: "y" },
};

/** Seven bits and one that makes the count of ones even, as a port that reads eight bits gets them. */
function evenParity(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    const ones = code.toString(2).replaceAll("0", "").length;
    return ones % 2 === 1 ? code | 0x80 : code;
  });
}

test("the test card as printed is read by another maker's decoder, and names what is set wrong at a scanner", async ({
  workday,
}) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const [line, folder] = [await workday.scanner(), await workday.folder()];
  await setDevices(window, { line });
  await goTo(window, "c", "Scanners and scale");
  await expect.poll(async () => (await ask(window, "devices.state", {})).scanner.kind, eventually).toBe("ready");

  const path = join(folder, "card.pdf");
  await saveDialogAnswers(station, path);
  await window.getByRole("button", { name: "Save for paper" }).click();
  await window.getByText(`Saved as ${path}.`).waitFor();
  const [page] = await renderPdf(await readFile(path), 300);
  const symbols = page ? await readSymbols(page) : [];
  const [layout = "", gs1 = "", long = ""] = [/^HF-TEST\.A/, /^01/, /LONG/].map(
    (kind) => symbols.find((text) => kind.test(text)) ?? "",
  );
  expect(symbols).toHaveLength(3);

  const shown = (code: "layout" | "gs1" | "long") => window.locator(`.test-code[data-code=${code}] .finding`);
  const says = (code: "layout" | "gs1" | "long", words: RegExp) =>
    expect.poll(async () => (await shown(code).allInnerTexts()).join(), eventually).toMatch(words);

  // Everything right.
  for (const text of [layout, `]C1${gs1}`, `]Q1${long}`]) await line.scan(text);
  await says("layout", /^Right$/);
  await says("gs1", /^Right$/);
  await says("long", /^Right$/);

  // A scanner that types, set to another keyboard; then with Caps Lock on.
  await wedgeScan(window, [...layout].map((key) => german[key] ?? key).join(""));
  await says("layout", /German keyboard: set the scanner to German/);
  await wedgeScan(
    window,
    [...layout].map((key) => (/[a-z]/.test(key) ? key.toUpperCase() : key.toLowerCase())).join(""),
  );
  await says("layout", /Caps Lock/);
  // FNC1 left out; only the first report of a long code.
  await line.scan(gs1.replace("\u001d", ""));
  await says("gs1", /separator is missing/);
  await line.scan(long.slice(0, 56));
  await says("long", /cut off/);
  // No end, then the wrong parity: what came is no code, and the page says which setting to change.
  await line.write(new TextEncoder().encode(layout));
  await window.getByText("No end came: set the scanner to send CR at the end of each code.").waitFor();
  await line.write(evenParity(`${layout}\r`));
  await window.getByText(/this scanner sends 7 bits with even parity/).waitFor();
  // Right again, it says so again.
  await line.scan(layout);
  await says("layout", /^Right$/);
});
