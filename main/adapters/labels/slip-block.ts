import type { PNG } from "pngjs";
import { fitText } from "./fit-text.ts";
import { lineWidth, type LabelFonts, type Weight } from "./label-fonts.ts";
import type { BarcodeContent } from "./code-128.ts";

/** What is put on a page, in points from its top left corner; `gray` from 0 black to 1 white. */
export type SlipMark =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly weight: Weight;
      readonly size: number;
      readonly x: number;
      readonly baseline: number;
      readonly gray: number;
    }
  | {
      readonly kind: "fill";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly gray: number;
    }
  | {
      readonly kind: "picture";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly picture: PNG;
    }
  | {
      readonly kind: "barcode";
      readonly x: number;
      readonly y: number;
      readonly height: number;
      readonly module: number;
      readonly content: BarcodeContent;
    };

/** Marks with their places measured from the top of the block. */
export interface Block {
  readonly height: number;
  readonly marks: readonly SlipMark[];
}

export interface BlockText {
  /** Comes from printableText. */
  readonly text: string;
  readonly weight: Weight;
  readonly size: number;
  readonly x: number;
  readonly width: number;
  readonly gray?: number;
  readonly align?: "left" | "right";
}

/** Text broken into lines of a fixed size. */
export function textBlock(fonts: LabelFonts, given: BlockText): Block {
  const { text, weight, size, x, width, gray = 0, align = "left" } = given;
  const place = { width, height: Number.POSITIVE_INFINITY, largest: size, smallest: size };
  const measure = (line: string): number => lineWidth(fonts, weight, line, size);
  const lines = fitText([{ text, face: weight, scale: 1 }], place, measure);
  if (!lines) throw new Error(`A column of ${width} points is too narrow for a letter`);
  const marks = lines.map((line): SlipMark => {
    const left = align === "left" ? x : x + width - measure(line.text);
    return { kind: "text", text: line.text, weight, size, x: left, baseline: line.baseline, gray };
  });
  return { height: Math.ceil(lines.length * size * 1.25), marks };
}

/** Blocks one under the other. */
export function stack(blocks: readonly Block[], gap = 0): Block {
  const marks: SlipMark[] = [];
  let height = 0;
  for (const block of blocks) {
    if (height > 0 && block.height > 0) height += gap;
    marks.push(...placed(block, height));
    height += block.height;
  }
  return { height, marks };
}

/** Blocks from the same top, as high as the highest. */
export function beside(blocks: readonly Block[]): Block {
  return { height: Math.max(0, ...blocks.map(({ height }) => height)), marks: blocks.flatMap(({ marks }) => marks) };
}

/** The marks of a block whose top lies at `y`. */
export function placed({ marks }: Block, y: number): SlipMark[] {
  return marks.map((mark) =>
    mark.kind === "text" ? { ...mark, baseline: mark.baseline + y } : { ...mark, y: mark.y + y },
  );
}

export function space(height: number): Block {
  return { height, marks: [] };
}

export function rule(x: number, width: number, height: number, gray = 0): Block {
  return { height, marks: [{ kind: "fill", x, y: 0, width, height, gray }] };
}
