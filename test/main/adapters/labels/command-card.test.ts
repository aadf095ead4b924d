import { join } from "node:path";
import { expect, it } from "vitest";
import { commandCard } from "#main/adapters/labels/command-card.ts";
import { openLabelFonts } from "#main/adapters/labels/label-fonts.ts";
import { commands, readScan } from "#shared/scanning/scan.ts";
import { readBarcodes } from "#test/support/barcodes/read-barcodes.ts";
import { renderPdf } from "#test/support/barcodes/render.ts";

it("the command card prints every command that does something, each read as itself, one code apart from the other", async () => {
  const fonts = await openLabelFonts(join(import.meta.dirname, "../../../../assets"));
  const pages = await renderPdf(await commandCard(fonts, Date.UTC(2026, 10, 24)), 203);
  const read = (await Promise.all(pages.map((page) => readBarcodes(page)))).flat();
  const scans = read.map(({ text }) => readScan(text)).flatMap((scan) => (scan.ok ? [scan.value] : []));
  const named = scans.flatMap((scan) => (scan.kind === "command" ? [scan.command] : []));
  // Nothing answers to these two yet.
  expect(named.toSorted()).toEqual(commands.filter((name) => name !== "SKIP" && name !== "HELP").toSorted());
  const quantities = scans.flatMap((scan) => (scan.kind === "quantity" ? [scan.quantity] : []));
  expect(quantities.toSorted((one, other) => one - other)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});
