import { useEffect, useRef, useState } from "react";
import { shallowEqual } from "react-redux";
import { paymentMethods } from "#shared/orders/place-order.ts";
import { useCommands } from "../../app/commands.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { went, wentBack } from "../../app/place.ts";
import { ScreenDialog } from "../../app/screen-dialog.tsx";
import { useAppDispatch, useAppSelector, useAppStore } from "../../app/store.ts";
import { useStationCurrency, useFormat } from "../../app/use-format.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { CustomerCard, type CustomerMode } from "./customer-card.tsx";
import {
  keepDraft,
  parkAndTakeUp,
  placeOrderInHand,
  takeUpDraft,
  throwAwayDraft,
  type PlaceProblem,
} from "./desk-thunks.ts";
import { isEmptyDraft, type DeskDraft } from "./draft.ts";
import { EntryRow } from "./entry-row.tsx";
import { LineTable } from "./line-table.tsx";
import "./order-desk.css";
import { ParkedDialog, useParked } from "./parked-dialog.tsx";
import { placedSeen, typed } from "./slice.ts";
import { deskText, paymentMethodText } from "./text.ts";
import { TotalsSide } from "./totals-side.tsx";
import { useDeskFields } from "./use-desk-fields.ts";
import { useDeskScans, useFreshLines } from "./use-desk-scans.ts";
import { useItemEntry } from "./use-item-entry.ts";

/** A right order in one call, by keyboard alone. */
export function OrderDeskScreen() {
  const dispatch = useAppDispatch();
  const draft = useAppSelector((state) => state.orderDesk.draft, isSameButEntry);
  useEffect(() => void dispatch(takeUpDraft()), [dispatch]);
  if (!draft) return <DeskPage title={deskText.title.phone}>{null}</DeskPage>;
  return (
    <>
      <Desk key={draft.orderId} draft={draft} />
      <DraftKeeping />
    </>
  );
}

/** Keys in the item field concern its row alone; the rest of the desk is drawn again when something of it changed. */
function isSameButEntry(one: DeskDraft | null, other: DeskDraft | null): boolean {
  if (!one || !other) return one === other;
  return shallowEqual({ ...one, entry: "" }, { ...other, entry: "" });
}

/** Writes every change of the draft to the window's own database. */
function DraftKeeping() {
  const dispatch = useAppDispatch();
  const draft = useAppSelector((state) => state.orderDesk.draft);
  useEffect(() => void (draft && dispatch(keepDraft(draft))), [dispatch, draft]);
  return null;
}

const channels = [
  { id: "phone", label: deskText.channels.phone },
  { id: "counter", label: deskText.channels.counter },
] as const;

function Desk({ draft }: { readonly draft: DeskDraft }) {
  const dispatch = useAppDispatch();
  const store = useAppStore();
  const format = useFormat();
  const currency = useStationCurrency();
  const { placed, isNotKept, timesParked } = useAppSelector((state) => state.orderDesk);
  const fields = useDeskFields();
  const hand = useItemEntry();
  const [mode, setMode] = useState<CustomerMode>("shown");
  const [found, setFound] = useState<{ readonly problem: PlaceProblem; readonly draft: DeskDraft }>();
  const [open, setOpen] = useState<"parked" | "throw-away">();
  const { parked, reload } = useParked(timesParked);
  const isEmpty = useAppSelector((state) => state.orderDesk.draft === null || isEmptyDraft(state.orderDesk.draft));
  useDeskScans(hand);
  useFreshLines(
    draft.orderId,
    draft.lines.map((line) => line.sku),
  );
  // Words about a draft hold until it is typed on.
  const problem = found && isSameButEntry(found.draft, draft) ? found.problem : undefined;
  // A draft taken up again goes on where it stood; a new one begins with the customer.
  const isBegun = useRef(false);
  const isNamed = draft.customer.name !== "";
  useEffect(() => {
    if (!isBegun.current && isNamed) fields.focus("item");
    isBegun.current = true;
  }, [fields, isNamed]);

  const place = async () => {
    await hand.settled();
    const refused = await dispatch(placeOrderInHand());
    if (!refused) return setFound(undefined);
    setFound({ problem: refused, draft: store.getState().orderDesk.draft ?? draft });
    if (refused.field === "address") setMode("typing");
    else if (refused.field === "customer") seekCustomer();
    else if (refused.field !== "none") fields.focus(refused.field);
  };
  const seekCustomer = () => {
    setMode("seeking");
    fields.focus("customer");
  };
  const park = () => void dispatch(parkAndTakeUp());

  useCommands(deskText.title[draft.channel], [
    { id: "desk-customer", label: deskText.keyCustomer, shortcut: "f2", hint: deskText.keyCustomer, run: seekCustomer },
    {
      id: "desk-item",
      label: deskText.keyItem,
      shortcut: "f3",
      hint: deskText.keyItem,
      run: () => fields.focus("item"),
    },
    {
      id: "desk-delivery",
      label: deskText.keyDelivery,
      shortcut: "f4",
      hint: deskText.keyDelivery,
      run: () => fields.focus("delivery"),
    },
    {
      id: "desk-discount",
      label: deskText.keyDiscount,
      shortcut: "f6",
      hint: deskText.keyDiscount,
      run: () => fields.focus("discount"),
    },
    {
      id: "desk-payment",
      label: deskText.keyPayment,
      shortcut: "f8",
      hint: deskText.keyPayment,
      run: () => fields.focus("payment"),
    },
    ...paymentMethods.map((payment, position) => ({
      id: `desk-pay-${payment}`,
      label: `${deskText.payment}: ${paymentMethodText[payment]}`,
      shortcut: String(position + 1),
      run: () => void dispatch(typed({ payment })),
    })),
    { id: "desk-place", label: deskText.place, shortcut: "ctrl+enter", hint: deskText.place, run: () => void place() },
    {
      id: "desk-park",
      label: deskText.parkAndStart,
      shortcut: "ctrl+s",
      hint: deskText.park,
      unavailable: isEmpty ? deskText.nothingToPark : undefined,
      run: park,
    },
    { id: "desk-parked", label: deskText.parkedTitle, run: () => setOpen("parked") },
    {
      id: "desk-clear",
      label: deskText.clear,
      unavailable: isEmpty ? deskText.nothingToPark : undefined,
      run: () => setOpen("throw-away"),
    },
    { id: "desk-back", label: deskText.back, shortcut: "escape", hint: deskText.back, run: () => dispatch(wentBack()) },
  ]);

  return (
    <DeskPage
      title={deskText.title[draft.channel]}
      subtitle={
        <Select
          label={deskText.channel}
          isLabelHidden
          shape="pill"
          choices={channels}
          selected={draft.channel}
          onSelect={(channel) => dispatch(typed({ channel }))}
        />
      }
      actions={
        <>
          {parked.length > 0 && (
            <Button size="small" onPress={() => setOpen("parked")}>
              {deskText.parked(format.count(parked.length))}
            </Button>
          )}
          <span className="soft small">{isNotKept ? "" : deskText.kept}</span>
        </>
      }
    >
      <div className="desk">
        <div className="desk-main">
          {placed && (
            <Notice
              tone="ok"
              speak="soon"
              actions={
                <>
                  <Button size="small" onPress={() => dispatch(went({ kind: "order", orderId: placed.orderId }))}>
                    {deskText.openPlaced}
                  </Button>
                  <Button
                    size="small"
                    onPress={() => {
                      dispatch(placedSeen());
                      fields.focus("customer");
                    }}
                  >
                    {deskText.next}
                  </Button>
                </>
              }
            >
              <b>{deskText.placed(placed.number)}</b>
            </Notice>
          )}
          {isNotKept && <Notice tone="extra">{deskText.notKept}</Notice>}
          <CustomerCard draft={draft} fields={fields} mode={mode} onMode={setMode} problem={problem} />
          <section className="card desk-lines-card">
            <LineTable lines={draft.lines} currency={currency} fields={fields}>
              <EntryRow
                place={draft.lines.length + 1}
                hand={hand}
                fields={fields}
                onTyped={() => setFound(undefined)}
              />
            </LineTable>
          </section>
        </div>
        <TotalsSide draft={draft} currency={currency} fields={fields} problem={problem} onPlace={() => void place()} />
      </div>
      <ParkedDialog
        parked={parked}
        isOpen={open === "parked"}
        onClose={() => setOpen(undefined)}
        onChanged={reload}
        onResume={(next) => {
          setOpen(undefined);
          void dispatch(parkAndTakeUp(next));
        }}
      />
      <ScreenDialog
        title={deskText.clearTitle}
        isOpen={open === "throw-away"}
        onClose={() => setOpen(undefined)}
        width="narrow"
        role="alertdialog"
        actions={
          <>
            <Button autoFocus onPress={() => setOpen(undefined)}>
              {deskText.keepTyping}
            </Button>
            <Button
              kind="primary"
              onPress={() => {
                setOpen(undefined);
                void dispatch(throwAwayDraft());
              }}
            >
              {deskText.throwAway}
            </Button>
          </>
        }
      >
        {deskText.clearDetail}
      </ScreenDialog>
    </DeskPage>
  );
}
