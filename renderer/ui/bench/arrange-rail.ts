export interface Arrangeable {
  readonly id: string;
  readonly isDone?: boolean | undefined;
}

/** Lines that stand in the rail at once, with the strip below them. */
export const railFits = 7;

/**
 * A list that fits keeps the order's own sequence: nothing moves while packing. A longer one is arranged so that the
 * anchor line stands third, under the two lines finished last before it in the list (higher while fewer are done), then the open lines that follow it and come round again, and all other done lines sink to the end.
 */
export function arrangeRail<Line extends Arrangeable>(
  lines: readonly Line[],
  anchorId: string | undefined,
  fits: number = railFits,
): readonly Line[] {
  if (lines.length <= fits) return lines;
  const place = lines.findIndex((line) => line.id === anchorId);
  if (place < 0) return [...lines.filter((line) => line.isDone !== true), ...lines.filter((line) => line.isDone)];

  const round = [...lines.slice(place), ...lines.slice(0, place)];
  const [anchor, ...others] = round;
  if (anchor === undefined) return lines;
  const open = others.filter((line) => line.isDone !== true);
  const done = others.filter((line) => line.isDone);
  const above = done.slice(-2);
  // Only lines that come before it: at the start of a list nothing that is far ahead stands above.
  const openBefore = lines.slice(0, place).filter((line) => line.isDone !== true);
  while (above.length < 2 && openBefore.length > 0) {
    const [line] = openBefore.splice(-1);
    if (!line) break;
    above.unshift(line);
    open.splice(open.indexOf(line), 1);
  }
  return [...above, anchor, ...open, ...done.slice(0, -2)];
}
