import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { seededRandom } from "../crash/seeded-random.ts";
import { LabelPrinter, noFaults } from "../support/label-printer.ts";
import { goTo, setDevices } from "./support/day.ts";
import { openDialogAnswers } from "./support/dialogs.ts";
import { eventually, test } from "./support/workday.ts";

/** A carrier's label as they write them: stored graphics, a GS1-128, text in Latin-1 letters, ends of line of Windows. */
const carrierLabel = [
  "^XA^CI28^PW812^LL1218^LH0,0^FS",
  "^FO40,40^A0N,60,60^FDCARRIER EXPRESS^FS^FO40,120^GB730,4,4^FS",
  "^FO60,180^BY3^BCN,160,Y,N,N^FD>;>800106141412345678908^FS",
  "^FO60,420^A0N,40,40^FB700,3,0,L^FH_^FDZo_C3_AB Bauer, 12 Harbour Street, Leeds^FS",
  "^XZ",
  "",
].join("\r\n");

async function showsPicture(window: Page): Promise<void> {
  const picture = window.getByRole("img", { name: "The label" });
  await picture.waitFor();
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), eventually).toBe(813);
}

test("a label in doubt is asked about with its picture; No lets it be moved to another printer, where it comes out as it was", async ({
  workday,
}) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const broken = await workday.printer("close-halfway");
  const good = await LabelPrinter.start({
    random: seededRandom(5),
    faults: noFaults,
    printMs: 5,
    answerMs: 1,
    refillMs: 1,
  });
  try {
    await setDevices(window, { printer: broken });
    const path = join(await workday.folder(), "carrier.zpl");
    await writeFile(path, carrierLabel);

    await goTo(window, "r", "Printing");
    await window.getByRole("tab", { name: "Label file" }).click();
    await openDialogAnswers(station, path);
    await window.getByRole("button", { name: "Choose a file" }).click();
    await showsPicture(window);
    await window.getByText("carrier.zpl, one label").waitFor();
    await window.getByRole("button", { name: "Print it" }).click();

    await window.getByRole("tab", { name: "Queue" }).click();
    await window.getByText("Did this label print?").waitFor();
    await showsPicture(window);
    expect(broken.jobs).toHaveLength(0);
    await broken.setMode("refuse");
    await window.keyboard.press("2");
    await window.getByText("no printer listens there").first().waitFor();

    await window.getByRole("tab", { name: "Printers" }).click();
    await window.getByRole("button", { name: "Type an address" }).click();
    await window.getByRole("textbox", { name: "Name" }).fill("Bench 2 labels");
    await window.getByRole("textbox", { name: "Address" }).fill(good.host);
    await window.getByRole("textbox", { name: "Port" }).fill(String(good.port));
    await window.getByRole("button", { name: "Ask the printer" }).click();
    await window.getByText("it counts its labels, so a doubt settles itself").waitFor();
    await window.getByRole("button", { name: "Save the printer" }).click();
    await window.getByText("Bench 2 labels").first().waitFor();

    await window.getByRole("tab", { name: "Queue" }).click();
    await window.getByRole("button", { name: "Move it" }).click();
    await window.getByText("It goes to the other printer.").waitFor();
    await expect.poll(() => good.paper, eventually).toEqual([carrierLabel.trimEnd()]);
    await window.getByText("Printed", { exact: true }).first().waitFor();
    expect(broken.jobs).toHaveLength(0);

    // Out of paper is told in words, and the copy comes out by itself when there is a new roll.
    good.paperOut = true;
    await window.getByRole("button", { name: "Print it again" }).click();
    await window.getByText("Out of paper. Put in a new roll or fill the tray.").first().waitFor();
    good.paperOut = false;
    await expect.poll(() => good.paper.length, eventually).toBe(2);
  } finally {
    await good.close();
  }
});
