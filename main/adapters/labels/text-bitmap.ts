import type { Glyph } from "fontkit";
import { setLine, type LabelFonts, type Weight } from "./label-fonts.ts";

/** One bit a dot, rows from the top, most significant bit first, 1 is black: the layout of a ZPL graphic field. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly bytesPerRow: number;
  readonly bytes: Uint8Array;
}

export interface BitmapText {
  readonly text: string;
  readonly weight: Weight;
  /** Type size, and the start of the baseline from the top left corner of the bitmap; dots. */
  readonly size: number;
  readonly x: number;
  readonly baseline: number;
}

/** Part of an outline between two points, in dots; `down` is its direction, for the nonzero winding rule. */
interface Edge {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly down: 1 | -1;
}

type Point = readonly [x: number, y: number];

/** The drawing calls that a glyph's outline makes. */
interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(cpx: number, cpy: number, x: number, y: number): void;
  bezierCurveTo(cp1x: number, cp1y: number, cp2x: number, cp2y: number, x: number, y: number): void;
  closePath(): void;
}

const scanlinesPerRow = 4;
const curveSteps = 6;

/** Texts in black on white, or white on black: glyph outlines filled dot by dot, a dot is inked from half covered on. */
export function drawTexts(
  fonts: LabelFonts,
  width: number,
  height: number,
  texts: readonly BitmapText[],
  ink: "black" | "white" = "black",
): Bitmap {
  const edges = texts.flatMap((text) => textEdges(fonts, text));
  const bytesPerRow = Math.ceil(width / 8);
  const bytes = new Uint8Array(bytesPerRow * height);
  const rows = edgesByRow(edges, height);
  const coverage = new Float32Array(width);
  for (let row = 0; row < height; row += 1) {
    coverRow(coverage, rows[row] ?? [], row);
    for (let x = 0; x < width; x += 1) {
      const inside = (coverage[x] ?? 0) * 2 >= scanlinesPerRow;
      if (inside !== (ink === "black")) continue;
      const at = row * bytesPerRow + (x >> 3);
      bytes[at] = (bytes[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { width, height, bytesPerRow, bytes };
}

function coverRow(coverage: Float32Array, edges: readonly Edge[], row: number): void {
  coverage.fill(0);
  if (edges.length === 0) return;
  for (let line = 0; line < scanlinesPerRow; line += 1) {
    const y = row + (line + 0.5) / scanlinesPerRow;
    const crossings = edges
      .filter((edge) => edge.y0 <= y && y < edge.y1)
      .map((edge) => ({ x: edge.x0 + ((y - edge.y0) * (edge.x1 - edge.x0)) / (edge.y1 - edge.y0), down: edge.down }))
      .toSorted((a, b) => a.x - b.x);
    let winding = 0;
    let start = 0;
    for (const { x, down } of crossings) {
      if (winding === 0) start = x;
      winding += down;
      if (winding === 0) coverSpan(coverage, start, x);
    }
  }
}

function coverSpan(coverage: Float32Array, from: number, to: number): void {
  const start = Math.max(0, from);
  const end = Math.min(coverage.length, to);
  for (let x = Math.floor(start); x < end; x += 1) {
    coverage[x] = (coverage[x] ?? 0) + Math.min(end, x + 1) - Math.max(start, x);
  }
}

function edgesByRow(edges: readonly Edge[], height: number): Edge[][] {
  const rows = Array.from({ length: height }, (): Edge[] => []);
  for (const edge of edges) {
    const last = Math.min(height - 1, Math.floor(edge.y1));
    for (let row = Math.max(0, Math.floor(edge.y0)); row <= last; row += 1) rows[row]?.push(edge);
  }
  return rows;
}

function textEdges(fonts: LabelFonts, { text, weight, size, x, baseline }: BitmapText): Edge[] {
  const edges: Edge[] = [];
  let pen = x;
  for (const run of setLine(fonts, weight, text)) {
    const scale = size / run.font.font.unitsPerEm;
    for (const { glyph, advance, offsetX, offsetY } of run.glyphs) {
      const originX = pen + (offsetX * size) / 1000;
      const originY = baseline - (offsetY * size) / 1000;
      glyphEdges(glyph, ([px, py]) => [originX + px * scale, originY - py * scale], edges);
      pen += (advance * size) / 1000;
    }
  }
  return edges;
}

function glyphEdges(glyph: Glyph, place: (point: Point) => Point, edges: Edge[]): void {
  let start: Point = [0, 0];
  let from: Point = [0, 0];
  const line = (to: Point): void => {
    const [x0, y0] = place(from);
    const [x1, y1] = place(to);
    if (y0 < y1) edges.push({ x0, y0, x1, y1, down: 1 });
    if (y0 > y1) edges.push({ x0: x1, y0: y1, x1: x0, y1: y0, down: -1 });
    from = to;
  };
  const curve = (at: (t: number) => Point): void => {
    for (let step = 1; step <= curveSteps; step += 1) line(at(step / curveSteps));
  };
  const pen: Pen = {
    moveTo(x, y) {
      start = [x, y];
      from = [x, y];
    },
    lineTo(x, y) {
      line([x, y]);
    },
    quadraticCurveTo(cx, cy, x, y) {
      const [x0, y0] = from;
      const mix = (t: number, a: number, b: number, c: number): number =>
        (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c;
      curve((t) => [mix(t, x0, cx, x), mix(t, y0, cy, y)]);
    },
    bezierCurveTo(ax, ay, bx, by, x, y) {
      const [x0, y0] = from;
      const mix = (t: number, p: number, q: number, r: number, s: number): number =>
        (1 - t) ** 3 * p + 3 * t * (1 - t) ** 2 * q + 3 * t ** 2 * (1 - t) * r + t ** 3 * s;
      curve((t) => [mix(t, x0, ax, bx, x), mix(t, y0, ay, by, y)]);
    },
    closePath() {
      line(start);
    },
  };
  const draw = glyph.path.toFunction() as (context: Pen) => void;
  draw(pen);
}
