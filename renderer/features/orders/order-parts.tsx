import { useState } from "react";
import type { OrderDetail } from "#shared/bridge/types.ts";
import { useFormat } from "../../app/use-format.ts";
import { Card } from "../../ui/card.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { OrderBoxes } from "./order-boxes.tsx";
import { OrderHistory } from "./order-history.tsx";
import { OrderLines } from "./order-lines.tsx";
import { OrderSource } from "./order-source.tsx";
import { orderText } from "./order-text.ts";

export interface OrderPartsProps {
  readonly detail: OrderDetail;
  readonly onSaveLabel: (parcelId: string) => void;
  readonly onPrintAgain: (parcelId: string) => void;
}

type Part = "lines" | "boxes" | "history" | "source";

/** The long lists of an order, one at a time. */
export function OrderParts({ detail, onSaveLabel, onPrintAgain }: OrderPartsProps) {
  const format = useFormat();
  const [part, setPart] = useState<Part>("lines");
  const { order, parcels, source } = detail;
  const tabs: readonly { id: Part; label: string; count?: string }[] = [
    { id: "lines", label: orderText.lines, count: format.count(order.lines.length) },
    { id: "boxes", label: orderText.boxes, count: format.count(parcels.length) },
    { id: "history", label: orderText.history },
    ...(source ? [{ id: "source" as const, label: orderText.source }] : []),
  ];
  return (
    <Card fill padding="none" className="order-parts">
      <Tabs
        label={orderText.views}
        tabs={tabs}
        selected={part}
        onSelect={(id) => setPart(tabs.find((tab) => tab.id === id)?.id ?? "lines")}
      >
        {part === "lines" && <OrderLines order={order} />}
        {part === "boxes" && <OrderBoxes parcels={parcels} onSaveLabel={onSaveLabel} onPrintAgain={onPrintAgain} />}
        {part === "history" && <OrderHistory detail={detail} />}
        {part === "source" && source && <OrderSource source={source} />}
      </Tabs>
    </Card>
  );
}
