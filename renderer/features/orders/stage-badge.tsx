import {
  IconArrowBackUp,
  IconBarcode,
  IconBasket,
  IconCircleCheck,
  IconCircleOff,
  IconClock,
  IconHandStop,
  IconListCheck,
  IconPackage,
  IconPlayerPlay,
  IconTruckDelivery,
} from "@tabler/icons-react";
import type { OrderRow } from "#shared/bridge/types.ts";
import type { Stage } from "#shared/orders/order-standing.ts";
import { Badge } from "../../ui/badge.tsx";
import type { Tone } from "../../ui/badge.tsx";
import type { Icon } from "../../ui/glyph.tsx";
import { stageText } from "./text.ts";

const looks: Readonly<Record<Stage, { readonly tone: Tone; readonly icon: Icon }>> = {
  "to-release": { tone: "plain", icon: IconCircleCheck },
  backordered: { tone: "extra", icon: IconClock },
  released: { tone: "plain", icon: IconPlayerPlay },
  picking: { tone: "go", icon: IconListCheck },
  picked: { tone: "plain", icon: IconBasket },
  packing: { tone: "go", icon: IconPackage },
  labelled: { tone: "go", icon: IconBarcode },
  shipped: { tone: "ok", icon: IconTruckDelivery },
  "on-hold": { tone: "held", icon: IconHandStop },
  cancelled: { tone: "plain", icon: IconCircleOff },
  refunded: { tone: "plain", icon: IconArrowBackUp },
};

export interface StageBadgeProps {
  readonly row: Pick<OrderRow, "stage" | "holds" | "doneUnits" | "ofUnits" | "endedAt">;
  readonly when: (at: number) => string;
}

/** Where an order is: a colour only where something is news, and never without icon and words. */
export function StageBadge({ row, when }: StageBadgeProps) {
  const { tone, icon } = looks[row.stage];
  return (
    <Badge tone={tone} icon={icon}>
      {stageText(row, when)}
    </Badge>
  );
}
