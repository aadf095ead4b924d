import type { Fact } from "../facts/kinds.ts";
import { timeOf } from "../kernel/hybrid-clock.ts";
import { outside } from "./places.ts";

export interface TransferLine {
  readonly sku: string;
  readonly name: string;
  readonly sent: number;
  /** Units that are no longer on their way: they arrived, or were said not to have come. */
  readonly received: number;
  /** Of those, units that did not come; left out where none. */
  readonly missing?: number | undefined;
}

/** Units on their way from one station to another; each unit is at the one, in transit, or at the other (domain E7). */
export interface TransferView {
  readonly kind: "transfer";
  readonly transferId: string;
  readonly number: number;
  readonly from: string;
  readonly to: string;
  readonly user: string;
  readonly sentAt: number;
  readonly receivedAt: number | null;
  readonly lines: readonly TransferLine[];
}

export function foldTransfer(transfer: TransferView | undefined, fact: Fact): TransferView | undefined {
  switch (fact.kind) {
    case "transfer.sent": {
      if (transfer) return transfer;
      const { transferId, number, to, lines } = fact.body;
      return {
        kind: "transfer",
        transferId,
        number,
        from: fact.station,
        to,
        user: fact.user,
        sentAt: timeOf(fact.stamp),
        receivedAt: null,
        lines: linesOf(lines),
      };
    }
    case "transfer.received": {
      if (!transfer) return undefined;
      const arrived = new Map<string, number>();
      const missing = new Map<string, number>();
      for (const { sku, place, quantity } of fact.body.lines) {
        arrived.set(sku, (arrived.get(sku) ?? 0) + quantity);
        if (place === outside.missing) missing.set(sku, (missing.get(sku) ?? 0) + quantity);
      }
      return {
        ...transfer,
        receivedAt: timeOf(fact.stamp),
        lines: transfer.lines.map((line) => {
          const received = Math.min(line.sent, line.received + (arrived.get(line.sku) ?? 0));
          const lost = (line.missing ?? 0) + (missing.get(line.sku) ?? 0);
          return { ...line, received, ...(lost > 0 ? { missing: Math.min(lost, received) } : {}) };
        }),
      };
    }
    default:
      return transfer;
  }
}

/** One line a SKU, in the order they were sent. */
function linesOf(
  parts: readonly { readonly sku: string; readonly name: string; readonly quantity: number }[],
): TransferLine[] {
  const lines = new Map<string, TransferLine>();
  for (const { sku, name, quantity } of parts) {
    const before = lines.get(sku);
    lines.set(sku, { sku, name, sent: (before?.sent ?? 0) + quantity, received: 0 });
  }
  return [...lines.values()];
}

export function isTransferOpen(transfer: TransferView): boolean {
  return transfer.lines.some((line) => line.received < line.sent);
}
