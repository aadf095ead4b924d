import {
  IconArrowBackUp,
  IconBarcode,
  IconCircleOff,
  IconCoin,
  IconFileImport,
  IconHandStop,
  IconListCheck,
  IconPackage,
  IconPlayerPlay,
  IconPrinter,
  IconReceiptRefund,
  IconTruckDelivery,
} from "@tabler/icons-react";
import type { OrderDetail, TimelineEntry } from "#shared/bridge/types.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import type { Icon } from "../../ui/glyph.tsx";
import { Timeline } from "../../ui/timeline.tsx";
import { orderText } from "./order-text.ts";
import { timelineText } from "./timeline-text.ts";

/** By the first fitting start of the kind's name. */
const icons: readonly (readonly [start: string, icon: Icon])[] = [
  ["order.hold", IconHandStop],
  ["order.cancelled", IconCircleOff],
  ["order.tender", IconCoin],
  ["order.refunded", IconReceiptRefund],
  ["order.released", IconPlayerPlay],
  ["order.shipped", IconTruckDelivery],
  ["order.placed", IconFileImport],
  ["pick.undone", IconArrowBackUp],
  ["pick.", IconListCheck],
  ["pack.undone", IconArrowBackUp],
  ["pack.", IconPackage],
  ["parcel.", IconBarcode],
  ["print.", IconPrinter],
];

/** Everything that happened to the order, newest last. */
export function OrderHistory({ detail }: { readonly detail: OrderDetail }) {
  const format = useFormat();
  const now = useNow();
  const words = {
    channel: detail.order.channel,
    money: (minor: number) => format.money(minor, detail.order.currency),
    when: (at: number) => format.recordTime(at, now),
  };
  const entries = detail.timeline.flatMap((entry) => {
    const text = timelineText(entry, words);
    if (text === undefined) return [];
    return [
      {
        id: entry.factId,
        time: format.recordTime(entry.at, now),
        dateTime: new Date(entry.at).toISOString(),
        words: <bdi>{text}</bdi>,
        icon: iconOf(entry),
        who: entry.who,
        where: entry.station,
      },
    ];
  });
  return (
    <div className="order-scroll" tabIndex={0} role="group" aria-label={orderText.history}>
      <Timeline label={orderText.history} entries={entries} />
    </div>
  );
}

function iconOf({ kind }: TimelineEntry): Icon | undefined {
  return icons.find(([start]) => kind.startsWith(start))?.[1];
}
