import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes as readWithZxing } from "zxing-wasm/reader";
import type { PageImage } from "./image.ts";

export interface ReadBarcode {
  /** ISO/IEC 15424 symbology identifier: "]C0" Code 128, "]C1" GS1-128. */
  readonly symbology: string;
  /** Group separators between GS1 elements included. */
  readonly text: string;
}

const binary = readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"));
prepareZXingModule({
  // Without it the decoder would be fetched from the network.
  overrides: {
    wasmBinary: binary.buffer.slice(binary.byteOffset, binary.byteOffset + binary.byteLength),
  },
});

/** All linear barcodes on a page, from top to bottom, by ZXing. */
export async function readBarcodes({ width, height, data }: PageImage): Promise<ReadBarcode[]> {
  const found = await readWithZxing({ width, height, data, colorSpace: "srgb" } as ImageData, {
    formats: ["Code128"],
    tryHarder: true,
    maxNumberOfSymbols: 16,
    textMode: "Plain",
  });
  return found
    .toSorted((one, other) => one.position.topLeft.y - other.position.topLeft.y)
    .map(({ symbologyIdentifier, text }) => ({ symbology: symbologyIdentifier, text }));
}

/** The texts of all symbols of any kind on a page. */
export async function readSymbols({ width, height, data }: PageImage): Promise<string[]> {
  const found = await readWithZxing({ width, height, data, colorSpace: "srgb" } as ImageData, {
    tryHarder: true,
    maxNumberOfSymbols: 20,
    textMode: "Plain",
  });
  return found.map(({ text }) => text);
}

/** The text of a MaxiCode that stands alone on the page, as a sorter's camera sees it. */
export async function readMaxiCode({ width, height, data }: PageImage): Promise<string | undefined> {
  const image = { width, height, data, colorSpace: "srgb" } as ImageData;
  const [found] = await readWithZxing(image, { formats: ["MaxiCode"], isPure: true, tryHarder: true });
  return found?.text;
}
