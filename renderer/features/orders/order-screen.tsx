import {
  IconCash,
  IconCircleOff,
  IconFileText,
  IconHandStop,
  IconMapPin,
  IconPencil,
  IconPlayerPlay,
  IconReceiptRefund,
  IconTruckDelivery,
} from "@tabler/icons-react";
import { useCallback, useState } from "react";
import type { OrderDetail } from "#shared/bridge/types.ts";
import { progressOf } from "#shared/orders/order-standing.ts";
import { useCommands } from "../../app/commands.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { wentBack } from "../../app/place.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useAppDispatch, useAppSelector } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { askForRefusals, editText, keeperText } from "./edit-text.ts";
import { orderActions } from "./order-actions.ts";
import { OrderCustomer } from "./order-customer.tsx";
import { OrderDialogs } from "./order-dialogs.tsx";
import type { OrderQuestion } from "./order-dialogs.tsx";
import { OrderHolds } from "./order-holds.tsx";
import { OrderKeeper } from "./order-keeper.tsx";
import { OrderMoney } from "./order-money.tsx";
import { OrderParts } from "./order-parts.tsx";
import { documentRefusals, orderText, printAgainRefusals, printRefusals } from "./order-text.ts";
import "./order.css";
import { refundText } from "./refund-text.ts";
import { ReleaseNotice } from "./release-notice.tsx";
import { StageBadge } from "./stage-badge.tsx";
import { useRelease } from "./use-release.ts";

/** One order, whole: what was agreed, how far it is, and what can be done with it. */
export function OrderScreen({ orderId }: { readonly orderId: string }) {
  const dispatch = useAppDispatch();
  const { data, error } = api.useOrderQuery({ orderId });
  if (data) return <KnownOrder detail={data} />;
  const back = () => dispatch(wentBack());
  return (
    <DeskPage title={orderText.order}>
      {error !== undefined && (
        <Card>
          <EmptyState
            title={orderText.unknown}
            detail={orderText.unknownDetail}
            actions={<Button onPress={back}>{orderText.toOrders}</Button>}
          />
        </Card>
      )}
    </DeskPage>
  );
}

/** What the last document or print came to. */
interface Told {
  readonly tone: "ok" | "wrong";
  readonly words: string;
}

function KnownOrder({ detail }: { readonly detail: OrderDetail }) {
  const dispatch = useAppDispatch();
  const format = useFormat();
  const now = useNow();
  const { order, stage } = detail;
  const { orderId } = order;
  const { report, clear, release } = useRelease(format);
  const [question, setQuestion] = useState<OrderQuestion>();
  const [told, setTold] = useState<Told>();
  const isLead = useAppSelector(
    ({ live: { station } }) => station.phase === "ready" && (station.person?.roles.includes("lead") ?? false),
  );
  const can = orderActions(detail, isLead);
  const changes = [
    { kind: "lines", key: "e", label: editText.lines, icon: IconPencil },
    { kind: "address", key: "a", label: editText.address, icon: IconMapPin },
    { kind: "details", key: "d", label: editText.details, icon: IconTruckDelivery },
    { kind: "payment", key: "m", label: orderText.payment, icon: IconCash },
    { kind: "refund", key: "f", label: refundText.refund, icon: IconReceiptRefund },
    { kind: "cancel", key: "c", label: orderText.cancel, icon: IconCircleOff },
  ] as const;

  const [askRefused, setAskRefused] = useState<string>();
  const askFor = async () => {
    const reply = await ask("orders.askFor", { orderId });
    setAskRefused(reply.ok ? undefined : refusalWords<"orders.askFor">(askForRefusals, reply.error));
  };
  const saveSlip = useCallback(async () => {
    const reply = await ask("documents.savePackingSlip", { orderId });
    if (!reply.ok) return setTold(refused(refusalWords<"documents.savePackingSlip">(documentRefusals, reply.error)));
    if (reply.value) setTold({ tone: "ok", words: orderText.saved(reply.value.path) });
  }, [orderId]);
  const print = async (document: "prints.slip" | "prints.receipt") => {
    const reply = await ask(document, { orderId });
    if (reply.ok) setTold({ tone: "ok", words: orderText.queued });
    else setTold(refused(refusalWords<typeof document>(printRefusals, reply.error)));
  };
  const saveLabel = useCallback((parcelId: string) => {
    void ask("documents.saveLabel", { parcelId }).then((reply) => {
      if (!reply.ok) setTold(refused(refusalWords<"documents.saveLabel">(documentRefusals, reply.error)));
      else if (reply.value) setTold({ tone: "ok", words: orderText.saved(reply.value.path) });
    });
  }, []);
  const printAgain = useCallback((parcelId: string) => {
    void ask("prints.again", { parcelId }).then((reply) => {
      if (reply.ok) setTold({ tone: "ok", words: orderText.printing(reply.value.copy) });
      else setTold(refused(refusalWords<"prints.again">(printAgainRefusals, reply.error)));
    });
  }, []);

  useCommands(order.number, [
    {
      id: "order-release",
      label: orderText.release,
      shortcut: "r",
      hint: orderText.release,
      unavailable: can.release,
      run: () => void release([orderId]),
    },
    {
      id: "order-hold",
      label: orderText.hold,
      shortcut: "h",
      hint: orderText.hold,
      unavailable: can.hold,
      run: () => setQuestion({ kind: "hold" }),
    },
    {
      id: "order-lift",
      label: orderText.liftAll,
      shortcut: "l",
      hint: can.lift === undefined ? orderText.liftAll : undefined,
      unavailable: can.lift,
      run: () => setQuestion({ kind: "lift", holds: order.holds }),
    },
    ...changes.map(({ kind, key, label, icon }) => ({
      id: `order-${kind}`,
      label,
      icon,
      shortcut: key,
      unavailable: can[kind],
      run: () => setQuestion({ kind }),
    })),
    {
      id: "order-ask-for",
      label: keeperText.askFor,
      shortcut: "w",
      unavailable:
        detail.keptAt === ""
          ? askForRefusals["kept-here"]
          : detail.liesAt !== ""
            ? askForRefusals["lies-elsewhere"]
            : undefined,
      run: () => void askFor(),
    },
    { id: "order-slip", label: orderText.savePackingSlip, shortcut: "ctrl+p", run: () => void saveSlip() },
    { id: "order-print-slip", label: orderText.printSlip, run: () => void print("prints.slip") },
    { id: "order-print-receipt", label: orderText.printReceipt, run: () => void print("prints.receipt") },
    {
      id: "order-back",
      label: orderText.back,
      shortcut: "escape",
      hint: orderText.back,
      run: () => dispatch(wentBack()),
    },
  ]);

  return (
    <DeskPage
      title={order.number}
      subtitle={<StageBadge row={badgeOf(detail)} when={(at) => format.listTime(at, now)} />}
      actions={
        <>
          <Button icon={IconFileText} onPress={() => void saveSlip()}>
            {orderText.savePackingSlip}
          </Button>
          <Button
            icon={IconHandStop}
            keys={["H"]}
            isDisabled={can.hold !== undefined}
            onPress={() => setQuestion({ kind: "hold" })}
          >
            {orderText.hold}
          </Button>
          <Button
            kind={stage === "to-release" || stage === "backordered" ? "primary" : "plain"}
            icon={IconPlayerPlay}
            keys={["R"]}
            isDisabled={can.release !== undefined}
            onPress={() => void release([orderId])}
          >
            {orderText.release}
          </Button>
        </>
      }
    >
      <div className="order-page">
        <div className="order-main">
          {told && (
            <Notice
              tone={told.tone}
              speak={told.tone === "ok" ? "soon" : "now"}
              actions={
                <Button size="small" onPress={() => setTold(undefined)}>
                  {orderText.gotIt}
                </Button>
              }
            >
              {told.words}
            </Notice>
          )}
          {detail.liesAt !== "" && <Notice tone="plain">{orderText.liesAt(detail.liesAt)}</Notice>}
          {report && <ReleaseNotice report={report} onClear={clear} />}
          <OrderCustomer order={order} />
          <OrderParts detail={detail} onSaveLabel={saveLabel} onPrintAgain={printAgain} />
        </div>
        <div className="order-side">
          <OrderHolds order={order} onLift={(holds) => setQuestion({ kind: "lift", holds })} />
          <OrderKeeper detail={detail} onAskFor={() => void askFor()} refusal={askRefused} />
          <OrderMoney order={order} />
          <Card title={editText.change}>
            <div className="order-changes">
              {changes
                .filter(({ kind }) => can[kind] === undefined)
                .map(({ kind, key, label, icon }) => (
                  <Button
                    key={kind}
                    size="small"
                    icon={icon}
                    keys={[key.toUpperCase()]}
                    onPress={() => setQuestion({ kind })}
                  >
                    {label}
                  </Button>
                ))}
              {whyNot(changes.map(({ kind, label }) => ({ label, why: can[kind] }))).map((words) => (
                <p key={words} className="soft small">
                  {words}
                </p>
              ))}
            </div>
          </Card>
        </div>
      </div>
      <OrderDialogs
        detail={detail}
        canCancel={can.cancel === undefined}
        question={question}
        onClose={() => setQuestion(undefined)}
      />
    </DeskPage>
  );
}

/** "Edit lines, Change address: The order is cancelled." Each reason once. */
function whyNot(actions: readonly { readonly label: string; readonly why: string | undefined }[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { label, why } of actions) if (why !== undefined) byReason.set(why, [...(byReason.get(why) ?? []), label]);
  return [...byReason].map(([why, labels]) => `${labels.join(", ")}: ${why}`);
}

function refused(words: string): Told {
  return { tone: "wrong", words };
}

function badgeOf({ order, stage }: OrderDetail) {
  const { done: doneUnits, of: ofUnits } = progressOf(order, stage);
  const endedAt = order.cancelled?.at ?? order.shippedAt ?? order.shippedElsewhereAt;
  return { stage, holds: order.holds.map((hold) => hold.type), doneUnits, ofUnits, endedAt };
}
