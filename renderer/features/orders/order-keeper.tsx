import { IconArrowsExchange, IconCircleCheck, IconCircleOff, IconClock } from "@tabler/icons-react";
import type { OrderDetail } from "#shared/bridge/types.ts";
import type { Ask } from "#shared/orders/order-conflicts.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { askedFor, askStateWords, keeperText } from "./edit-text.ts";

const shownAsks = 5;

export interface OrderKeeperProps {
  readonly detail: OrderDetail;
  readonly onAskFor: () => void;
  /** Why the order cannot be asked for, in words. */
  readonly refusal: string | undefined;
}

function keeperDetail({ keptAt, order }: OrderDetail): string {
  if (keptAt === "") return keeperText.hereDetail;
  return order.custody.isUnclaimed ? keeperText.left : keeperText.elsewhereDetail(keptAt);
}

/** Whose the order is to work on, and what was asked of them. Nothing to say at a station that is alone with its orders. */
export function OrderKeeper({ detail, onAskFor, refusal }: OrderKeeperProps) {
  const format = useFormat();
  const now = useNow();
  const { order, keptAt, liesAt, stationId } = detail;
  const { askedBy } = order.custody;
  const wish = detail.timeline.findLast((entry) => entry.kind === "work.asked");
  const asks = order.asks.toReversed().slice(0, shownAsks);
  if (keptAt === "" && asks.length === 0 && askedBy === "") return null;
  return (
    <Card title={keeperText.title}>
      <div className="stack stack-tight">
        <b>
          <bdi>{keptAt === "" ? keeperText.here : keptAt}</bdi>
        </b>
        <p className="soft small">{keeperDetail(detail)}</p>
        {keptAt === "" && askedBy !== "" && wish && <Notice tone="plain">{keeperText.wanted(wish.station)}</Notice>}
        {keptAt !== "" && askedBy === stationId && wish && (
          <Notice tone="plain" speak="soon">
            {keeperText.asked(keptAt, format.listTime(wish.at, now))}
          </Notice>
        )}
        {keptAt !== "" && liesAt === "" && askedBy !== stationId && (
          <>
            <Button icon={IconArrowsExchange} keys={["W"]} onPress={onAskFor}>
              {keeperText.askFor}
            </Button>
            <p className="soft small">{keeperText.askForDetail}</p>
          </>
        )}
        {refusal !== undefined && (
          <Notice tone="wrong" speak="now">
            {refusal}
          </Notice>
        )}
        {asks.length > 0 && (
          <div>
            <h3 className="small-head">{keeperText.asks}</h3>
            <ul className="order-holds">
              {asks.map((entry) => (
                <AskRow key={entry.askId} entry={entry} detail={detail} />
              ))}
            </ul>
          </div>
        )}
      </div>
    </Card>
  );
}

const askTones = { open: "go", done: "ok", declined: "extra" } as const;

const askIcons = { open: IconClock, done: IconCircleCheck, declined: IconCircleOff } as const;

/** One thing that was asked, by whom, and what became of it. */
function AskRow({ entry, detail }: { readonly entry: Ask; readonly detail: OrderDetail }) {
  const format = useFormat();
  const now = useNow();
  const { timeline, keptAt, order } = detail;
  const about = (kind: string) => timeline.find((told) => told.kind === kind && told.body["askId"] === entry.askId);
  const asked = about("order.asked");
  const answer = about("order.askAnswered");
  const reason = typeof answer?.body["reason"] === "string" ? answer.body["reason"] : "";
  return (
    <li>
      <div>{askedFor(entry.ask, (minor) => format.money(minor, order.currency))}</div>
      {asked && (
        <div className="soft small">{keeperText.by(asked.who, asked.station, format.listTime(entry.at, now))}</div>
      )}
      <Badge tone={askTones[entry.state]} icon={askIcons[entry.state]}>
        {askStateWords(entry.state, keptAt, reason)}
      </Badge>
    </li>
  );
}
