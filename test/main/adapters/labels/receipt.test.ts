import { describe, expect, it } from "vitest";
import { openLabelFonts } from "#main/adapters/labels/label-fonts.ts";
import { drawReceipt, escPosReceipt, receiptDots } from "#main/adapters/labels/receipt.ts";
import { must } from "#shared/kernel/result.ts";
import { aReceipt as receipt } from "./sample-documents.ts";
import { assets } from "#test/builders/station.ts";

const fonts = await openLabelFonts(assets);

describe("a receipt", () => {
  it("is as wide as the paper, in bands that end where the dots end, and the drawer opens only where it should", () => {
    const drawn = drawReceipt(fonts, receipt);
    const bitmap = must(drawn.ok ? drawn.value : undefined, "it can be drawn");
    expect(bitmap.width).toBe(receiptDots);
    const bytes = Buffer.from(escPosReceipt(bitmap, true));
    const pulse = Buffer.from([0x1b, 0x70, 0, 25, 250]);
    expect(bytes.includes(pulse)).toBe(true);
    expect(Buffer.from(escPosReceipt(bitmap, false)).includes(pulse)).toBe(false);
    let at = 7;
    let rows = 0;
    while (bytes[at] === 0x1d && bytes[at + 1] === 0x76) {
      const high = (bytes[at + 6] ?? 0) + (bytes[at + 7] ?? 0) * 256;
      rows += high;
      at += 8 + high * ((bytes[at + 4] ?? 0) + (bytes[at + 5] ?? 0) * 256);
    }
    expect(rows).toBe(bitmap.height);
    expect([...bytes.subarray(at)]).toEqual([0x1b, 0x64, 3, 0x1d, 0x56, 66, 0]);
    // Ink there is, in both scripts' lines.
    expect(bitmap.bytes.some((byte) => byte !== 0)).toBe(true);
  });

  it("with a letter that no font has is refused, never a gap", () => {
    const first = must(receipt.lines[0], "there is one");
    const drawn = drawReceipt(fonts, { ...receipt, lines: [{ ...first, name: "Cup \u{13000}" }] });
    expect(drawn).toMatchObject({ ok: false, error: { code: "character-without-glyph", field: "line" } });
  });
});
