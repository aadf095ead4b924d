import type { BenchState } from "#shared/bridge/types.ts";
import { expectedUnits, packedUnits, type PackLine, type PackSessionView } from "#shared/packing/pack-session-view.ts";

export type BenchSession = NonNullable<BenchState["session"]>;

/** What the words need to know of the bench; without an order on it, `number` and `tote` are empty. */
export interface BenchFacts {
  readonly number: string;
  readonly tote: string;
  readonly units: number;
  readonly packed: number;
  readonly lines: number;
  /** The boxes are shut and have their labels. */
  readonly isClosed: boolean;
}

export function isLineDone(line: PackLine): boolean {
  return line.packed >= line.quantity;
}

/** What the bench is about in figures, for its words. */
export function benchFacts(session: BenchSession | null): BenchFacts {
  if (!session) return { number: "", tote: "", units: 0, packed: 0, lines: 0, isClosed: false };
  const { view, number } = session;
  return {
    number,
    tote: view.tote,
    units: expectedUnits(view),
    packed: packedUnits(view),
    lines: view.lines.length,
    isClosed: view.parcels.length > 0,
  };
}

export interface LineInHand {
  readonly line: PackLine;
  /** The last unit went into it; else it is merely the next in the list. */
  readonly isLast: boolean;
}

/**
 * The line the bench stands at: the one packed last while it is open, then the next open one after it, round the list. A
 * packer may take another at any time. `sku`: what was just taken out again stands first.
 */
export function lineInHand(view: PackSessionView, sku?: string): LineInHand | undefined {
  const { lines } = view;
  const lastId = view.undoable.at(-1)?.lineId;
  const taken = sku === undefined ? -1 : lines.findIndex((line) => line.sku === sku && !isLineDone(line));
  if (taken >= 0) return at(lines, taken, true);
  const last = lines.findIndex((line) => line.lineId === lastId);
  for (let step = 0; step < lines.length; step += 1) {
    const place = (Math.max(last, 0) + step) % lines.length;
    const line = lines[place];
    if (line && !isLineDone(line)) return { line, isLast: place === last };
  }
  return undefined;
}

function at(lines: readonly PackLine[], place: number, isLast: boolean): LineInHand | undefined {
  const line = lines[place];
  return line && { line, isLast };
}

/** The count on the stage: all lines of that SKU together, as a scan is counted. */
export function countOfSku(view: PackSessionView, sku: string): { readonly count: number; readonly total: number } {
  let count = 0;
  let total = 0;
  for (const line of view.lines) {
    if (line.sku !== sku) continue;
    count += line.packed;
    total += line.quantity;
  }
  return { count, total };
}

export function unitsInBox(contents: Readonly<Record<string, number>>): number {
  return Object.values(contents).reduce((sum, quantity) => sum + quantity, 0);
}
