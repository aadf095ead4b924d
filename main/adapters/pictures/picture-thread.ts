/**
 * The picture worker, as source text: it draws what a printer would, ZPL by zebrash and PDF by PDFium, both compiled to
 * WebAssembly. Neither is bundled (nine and four megabytes): they are loaded here, by the first picture that is asked for.
 *
 * Started as the checkpoint worker is (see checkpoint-thread.ts), so it stays self-contained CommonJS.
 *
 * Messages in: `{ id, kind: "zpl", text, widthMm, heightMm, dotsPerMm }`, `{ id, kind: "pdf", bytes, dotsPerInch }`,
 * `{ id, kind: "bits", bytes, width, height }`. Messages out: `{ id, pictures: [{ png, width, height }] }`,
 * `{ id, bits, width, height, pages }` or `{ id, problem }`.
 */
export const pictureThreadSource = `"use strict";
const { createRequire } = require("node:module");
const { parentPort, workerData } = require("node:worker_threads");
const load = createRequire(workerData.requireBase);

let pdfium;
async function openPdf(bytes) {
  pdfium ??= load("@hyzyla/pdfium").PDFiumLibrary.init();
  return (await pdfium).loadDocument(bytes);
}

function sizeOfPng(png) {
  return { png, width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

async function drawZpl({ text, widthMm, heightMm, dotsPerMm }) {
  const { api } = await load("zpl-renderer-js").ready;
  const drawn = await api.zplToBase64MultipleAsync(text, widthMm, heightMm, dotsPerMm);
  return { pictures: drawn.map((base64) => sizeOfPng(Buffer.from(base64, "base64"))) };
}

async function drawPdf({ bytes, dotsPerInch, mostPages }) {
  const { PNG } = load("pngjs");
  const document = await openPdf(bytes);
  try {
    const pictures = [];
    for (const page of document.pages()) {
      if (pictures.length >= mostPages) break;
      const { width, height, data } = await page.render({ scale: dotsPerInch / 72, render: "bitmap" });
      const png = new PNG({ width, height });
      // PDFium gives blue, green, red.
      for (let at = 0; at < data.length; at += 4) {
        png.data[at] = data[at + 2];
        png.data[at + 1] = data[at + 1];
        png.data[at + 2] = data[at];
        png.data[at + 3] = 255;
      }
      pictures.push({ png: PNG.sync.write(png), width, height });
    }
    return { pictures };
  } finally {
    document.destroy();
  }
}

/** One page at the printer's own dots, each black or white, within \`width\` and \`height\` and never scaled up. */
async function pdfBits({ bytes, page: number, width, height, dotsPerInch }) {
  const document = await openPdf(bytes);
  try {
    const pages = [...document.pages()];
    const page = pages[number];
    if (!page) return { bits: new Uint8Array(0), width: 0, height: 0, pages: pages.length, scaled: false };
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const whole = dotsPerInch / 72;
    const turned = originalWidth > originalHeight && height > width;
    const across = turned ? originalHeight : originalWidth;
    const along = turned ? originalWidth : originalHeight;
    // Bars that are scaled are bars that scanners miss: only what would run off the paper is made smaller.
    const scale = Math.min(whole, (width + 1) / across, (height + 1) / along);
    const image = await page.render({ scale, render: "bitmap" });
    const at = turned
      ? (x, y) => ((image.height - 1 - x) * image.width + y) * 4
      : (x, y) => (y * image.width + x) * 4;
    const dotsAcross = Math.min(width, turned ? image.height : image.width);
    const dotsAlong = Math.min(height, turned ? image.width : image.height);
    const bytesPerRow = Math.ceil(dotsAcross / 8);
    const bits = new Uint8Array(bytesPerRow * dotsAlong);
    for (let y = 0; y < dotsAlong; y += 1) {
      for (let x = 0; x < dotsAcross; x += 1) {
        const from = at(x, y);
        if (image.data[from] + image.data[from + 1] + image.data[from + 2] < 384) {
          bits[y * bytesPerRow + (x >> 3)] |= 0x80 >> (x & 7);
        }
      }
    }
    return { bits, width: dotsAcross, height: dotsAlong, pages: pages.length, scaled: scale < whole };
  } finally {
    document.destroy();
  }
}

/** GS v 0 m xL xH yL yH, then the rows; everything else a receipt printer is told leaves no mark. */
async function drawRaster({ bytes }) {
  const { PNG } = load("pngjs");
  const bands = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    if (bytes[at] !== 0x1d || bytes[at + 1] !== 0x76 || bytes[at + 2] !== 0x30) {
      at += 1;
      continue;
    }
    const bytesPerRow = bytes[at + 4] + bytes[at + 5] * 256;
    const rows = bytes[at + 6] + bytes[at + 7] * 256;
    bands.push({ from: at + 8, bytesPerRow, rows });
    at += 8 + bytesPerRow * rows;
  }
  const width = Math.max(0, ...bands.map(({ bytesPerRow }) => bytesPerRow * 8));
  const height = bands.reduce((sum, { rows }) => sum + rows, 0);
  if (width === 0 || height === 0 || width * height > 50e6) throw new Error("there is nothing on it that can be drawn");
  const png = new PNG({ width, height });
  png.data.fill(255);
  let top = 0;
  for (const { from, bytesPerRow, rows } of bands) {
    for (let y = 0; y < rows; y += 1) {
      for (let x = 0; x < bytesPerRow * 8; x += 1) {
        const byte = bytes[from + y * bytesPerRow + (x >> 3)];
        if ((byte & (0x80 >> (x & 7))) === 0) continue;
        const at = ((top + y) * width + x) * 4;
        png.data[at] = png.data[at + 1] = png.data[at + 2] = 0;
      }
    }
    top += rows;
  }
  return { pictures: [{ png: PNG.sync.write(png), width, height }] };
}

const draw = { zpl: drawZpl, pdf: drawPdf, bits: pdfBits, raster: drawRaster };

parentPort.on("message", async (message) => {
  try {
    parentPort.postMessage({ id: message.id, ...(await draw[message.kind](message)) });
  } catch (problem) {
    parentPort.postMessage({ id: message.id, problem: String((problem && problem.message) || problem) });
  }
});
`;
