import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { graphicField } from "#main/adapters/labels/zpl-graphic.ts";

function graphic(rows: readonly string[]): string {
  const bytes = Uint8Array.from(
    rows.flatMap((row) => row.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? []),
  );
  const bytesPerRow = (rows[0]?.length ?? 0) / 2;
  return graphicField({ width: bytesPerRow * 8, height: rows.length, bytesPerRow, bytes });
}

/** Reads the run-length codes back, straight from their description. */
function unpack(field: string): string[] {
  const [, digitsPerByteRow = "", data = ""] = /^\^GFA,\d+,\d+,(\d+),(.*)$/.exec(field) ?? [];
  const width = Number(digitsPerByteRow) * 2;
  const rows: string[] = [];
  let row = "";
  let count = 0;
  for (const sign of data) {
    if (sign === ":") rows.push(rows.at(-1) ?? "");
    else if (sign === ",") row = row.padEnd(width, "0");
    else if (sign >= "G" && sign <= "Y") count += sign.charCodeAt(0) - 70;
    else if (sign >= "g" && sign <= "z") count += (sign.charCodeAt(0) - 102) * 20;
    else {
      row += sign.repeat(Math.max(1, count));
      count = 0;
    }
    if (row.length === width) {
      rows.push(row);
      row = "";
    }
  }
  return rows;
}

describe("a bitmap in ZPL", () => {
  it("packs runs, white ends and repeated rows", () => {
    expect(graphic(["00FF80", "00FF80", "000000"])).toBe("^GFA,9,9,3,H0HF8,:,");
    expect(graphic([`${"F".repeat(45)}0`])).toBe("^GFA,23,23,23,hKF,");
  });

  it("comes out as it went in", () => {
    const row = (bytes: number) =>
      fc
        .array(fc.constantFrom("00", "FF", "0F", "A5"), { minLength: bytes, maxLength: bytes })
        .map((all) => all.join(""));
    const rows = fc
      .integer({ min: 1, max: 260 })
      .chain((bytes) => fc.array(row(bytes), { minLength: 1, maxLength: 8 }));
    fc.assert(
      fc.property(rows, (given) => {
        expect(unpack(graphic(given))).toEqual(given);
      }),
    );
  });

  it("uses no code that printers read differently", () => {
    expect(graphic(["FFFFFF", "FFFFFF"])).not.toContain("!");
  });
});
