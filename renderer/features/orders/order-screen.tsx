import { IconFileText, IconHandStop, IconPlayerPlay } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import type { OrderDetail } from "#shared/bridge/types.ts";
import { progressOf } from "#shared/orders/order-standing.ts";
import { useCommands } from "../../app/commands.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { wentBack } from "../../app/place.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useAppDispatch } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { orderActions } from "./order-actions.ts";
import { OrderCustomer } from "./order-customer.tsx";
import { OrderDialogs } from "./order-dialogs.tsx";
import type { OrderQuestion } from "./order-dialogs.tsx";
import { OrderHolds } from "./order-holds.tsx";
import { OrderMoney } from "./order-money.tsx";
import { OrderParts } from "./order-parts.tsx";
import { documentRefusals, orderText, printAgainRefusals, printRefusals } from "./order-text.ts";
import "./order.css";
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
  const can = orderActions(detail);

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
    {
      id: "order-payment",
      label: orderText.payment,
      shortcut: "m",
      hint: can.payment === undefined ? orderText.payment : undefined,
      unavailable: can.payment,
      run: () => setQuestion({ kind: "payment" }),
    },
    {
      id: "order-cancel",
      label: orderText.cancel,
      shortcut: "c",
      hint: orderText.cancel,
      unavailable: can.cancel,
      run: () => setQuestion({ kind: "cancel" }),
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
          {report && <ReleaseNotice report={report} onClear={clear} />}
          <OrderCustomer order={order} />
          <OrderParts detail={detail} onSaveLabel={saveLabel} onPrintAgain={printAgain} />
        </div>
        <div className="order-side">
          <OrderHolds order={order} onLift={(holds) => setQuestion({ kind: "lift", holds })} />
          <OrderMoney order={order} />
          <div className="row row-wrap">
            {can.payment === undefined && (
              <Button keys={["M"]} onPress={() => setQuestion({ kind: "payment" })}>
                {orderText.payment}
              </Button>
            )}
            {can.cancel === undefined && (
              <Button keys={["C"]} onPress={() => setQuestion({ kind: "cancel" })}>
                {orderText.cancel}
              </Button>
            )}
          </div>
        </div>
      </div>
      <OrderDialogs order={order} question={question} onClose={() => setQuestion(undefined)} />
    </DeskPage>
  );
}

function refused(words: string): Told {
  return { tone: "wrong", words };
}

function badgeOf({ order, stage }: OrderDetail) {
  const { done: doneUnits, of: ofUnits } = progressOf(order, stage);
  const endedAt = order.cancelled?.at ?? order.shippedAt ?? order.shippedElsewhereAt;
  return { stage, holds: order.holds.map((hold) => hold.type), doneUnits, ofUnits, endedAt };
}
