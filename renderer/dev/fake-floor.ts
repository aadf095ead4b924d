import type { Draft } from "#shared/facts/kinds.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import type { FakeBridge } from "./fake-bridge.ts";
import type { FakeLog } from "./fake-log.ts";

/** What the fake floor works with. */
export interface FloorParts {
  readonly bridge: FakeBridge;
  readonly log: FakeLog;
  readonly act: (drafts: readonly Draft[]) => void;
  readonly newId: () => string;
}

export function itemOf(log: FakeLog, code: string): { readonly sku: string; readonly name: string } | undefined {
  const items = log.all("items");
  const found = items.find((item) => item.sku === code || (item.barcode !== "" && item.barcode === code));
  return found && { sku: found.sku, name: found.name };
}

export function unitsOf(order: OrderView): number {
  return order.lines.reduce((sum, line) => sum + line.quantity, 0);
}
