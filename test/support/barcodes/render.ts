import { PDFiumLibrary } from "@hyzyla/pdfium";
import { createRequire } from "node:module";
import { PNG } from "pngjs";
import type { ready } from "zpl-renderer-js";
import { cropped, type PageImage } from "./image.ts";

// Loaded by Node itself: the test runner would rewrite its eight megabytes on every run.
const zebrash = createRequire(import.meta.url)("zpl-renderer-js") as { readonly ready: typeof ready };

let pdfium: Promise<PDFiumLibrary> | undefined;

/** Pages of a PDF at a resolution, by PDFium (the engine of Chrome). */
export async function renderPdf(pdf: Uint8Array, dotsPerInch: number): Promise<PageImage[]> {
  pdfium ??= PDFiumLibrary.init();
  const document = await (await pdfium).loadDocument(pdf);
  try {
    const images: PageImage[] = [];
    for (const page of document.pages()) {
      const { width, height, data } = await page.render({ scale: dotsPerInch / 72, render: "bitmap" });
      // PDFium gives blue, green, red, alpha; everything here is grey, so the order does not matter.
      images.push({ width, height, data: new Uint8ClampedArray(data) });
    }
    return images;
  } finally {
    document.destroy();
  }
}

/** The text of each page as a reader would copy it, with line breaks as spaces. */
export async function pdfText(pdf: Uint8Array): Promise<string[]> {
  pdfium ??= PDFiumLibrary.init();
  const document = await (await pdfium).loadDocument(pdf);
  try {
    return [...document.pages()].map((page) => page.getText().replaceAll(/\s+/g, " ").trim());
  } finally {
    document.destroy();
  }
}

/**
 * A 4 x 6 inch ZPL label by zebrash, an interpreter that shares nothing with our code; every dot in its place. Throws where
 * it finds no label.
 */
export async function renderZpl(zpl: string, dotsPerInch: 203 | 300): Promise<PageImage> {
  const { api } = await zebrash.ready;
  const png = PNG.sync.read(
    Buffer.from(await api.zplToBase64Async(zpl, 101.6, 152.4, dotsPerInch === 203 ? 8 : 12), "base64"),
  );
  const page = { width: png.width, height: png.height, data: new Uint8ClampedArray(png.data) };
  // It takes 12 dots a millimetre for 300 an inch, and puts a label narrower than its paper into the middle.
  const left = Math.floor((page.width - 4 * dotsPerInch) / 2);
  return cropped(page, { left, top: 0, right: left + 4 * dotsPerInch, bottom: 6 * dotsPerInch });
}
