/** Where a key takes the current row: so many rows down (negative: up), or to an end. */
export type TableStep = number | "first" | "last";

/**
 * @param key `KeyboardEvent.key`
 * @param pageRows rows in sight
 */
export function tableStep(key: string, pageRows: number): TableStep | undefined {
  switch (key) {
    case "ArrowDown":
      return 1;
    case "ArrowUp":
      return -1;
    case "PageDown":
      return Math.max(1, pageRows - 1);
    case "PageUp":
      return -Math.max(1, pageRows - 1);
    case "Home":
      return "first";
    case "End":
      return "last";
    default:
      return undefined;
  }
}

/** The row a step leads to, from `index` (-1: no current row yet) among `count` rows; -1 when there is none. */
export function stepFrom(index: number, step: TableStep, count: number): number {
  if (count === 0) return -1;
  if (step === "first") return 0;
  if (step === "last") return count - 1;
  if (index < 0) return step > 0 ? 0 : count - 1;
  return Math.min(count - 1, Math.max(0, index + step));
}
