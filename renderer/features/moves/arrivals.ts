import type { TransferRow } from "#shared/bridge/exception-types.ts";

/** What a person counts of one line as it comes in. */
export interface Arrived {
  readonly units: string;
  readonly bin: string;
}

export type ArrivedBySku = Readonly<Record<string, Arrived>>;

export function nothingArrived({ lines }: Pick<TransferRow, "lines">): ArrivedBySku {
  return Object.fromEntries(lines.map(({ sku, bin }) => [sku, { units: "", bin }]));
}

/** As many as are still coming, of every line. */
export function allArrived({ lines }: Pick<TransferRow, "lines">, before: ArrivedBySku): ArrivedBySku {
  return Object.fromEntries(
    lines.map(({ sku, bin, sent, received }) => [
      sku,
      { units: String(sent - received), bin: before[sku]?.bin || bin },
    ]),
  );
}

/** Units typed; undefined where it is no number. Nothing typed is none. */
export function arrivedUnits(text: string): number | undefined {
  if (text.trim() === "") return 0;
  return /^\d{1,7}$/u.test(text.trim()) ? Number(text) : undefined;
}

export type ArrivalProblem =
  | { readonly kind: "none" }
  | { readonly kind: "too-many"; readonly sku: string }
  | { readonly kind: "no-bin"; readonly sku: string }
  | { readonly kind: "not-a-number"; readonly sku: string };

export interface Arrival {
  readonly lines: readonly { readonly sku: string; readonly bin: string; readonly quantity: number }[];
  readonly missing: readonly { readonly sku: string; readonly quantity: number }[];
}

/** What to say came; `isRestMissing`: what did not come now will not come. */
export function arrivalOf(
  { lines }: Pick<TransferRow, "lines">,
  arrived: ArrivedBySku,
  isRestMissing: boolean,
): Arrival | ArrivalProblem {
  const came: { sku: string; bin: string; quantity: number }[] = [];
  const missing: { sku: string; quantity: number }[] = [];
  for (const { sku, sent, received } of lines) {
    const coming = sent - received;
    const units = arrivedUnits(arrived[sku]?.units ?? "");
    const bin = (arrived[sku]?.bin ?? "").trim();
    if (units === undefined) return { kind: "not-a-number", sku };
    if (units > coming) return { kind: "too-many", sku };
    if (units > 0 && bin === "") return { kind: "no-bin", sku };
    if (units > 0) came.push({ sku, bin, quantity: units });
    if (isRestMissing && units < coming) missing.push({ sku, quantity: coming - units });
  }
  return came.length === 0 && missing.length === 0 ? { kind: "none" } : { lines: came, missing };
}
