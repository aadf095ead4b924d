import { IconHandStop } from "@tabler/icons-react";
import type { Hold, OrderView } from "#shared/orders/order-view.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { holdTypeText } from "./dialog-text.ts";
import { orderText } from "./order-text.ts";

export interface OrderHoldsProps {
  readonly order: OrderView;
  readonly onLift: (holds: readonly Hold[]) => void;
}

/** Why the order stands still; each hold can be lifted by itself. */
export function OrderHolds({ order, onLift }: OrderHoldsProps) {
  const format = useFormat();
  const now = useNow();
  if (order.holds.length === 0) return null;
  return (
    <Card title={orderText.holds}>
      <ul className="order-holds">
        {order.holds.map((hold) => (
          <li key={hold.holdId} className="row">
            <div className="grow">
              <Badge tone="held" icon={IconHandStop}>
                {holdTypeText[hold.type]}
              </Badge>
              <div>
                <bdi>{hold.reason}</bdi>
              </div>
              <div className="soft small">{format.recordTime(hold.at, now)}</div>
            </div>
            <Button size="small" onPress={() => onLift([hold])}>
              {orderText.lift}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
