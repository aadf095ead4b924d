import { IconLineScan, IconX } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { OrderDetail } from "#shared/bridge/types.ts";
import { parseMinor } from "#shared/kernel/money.ts";
import { totalsAfter } from "#shared/orders/decide-edits.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useFormat } from "../../app/use-format.ts";
import { ask } from "../../bridge/ask.ts";
import { onMain } from "../../bridge/bridge.ts";
import { Button } from "../../ui/button.tsx";
import { Glyph } from "../../ui/glyph.tsx";
import { ItemPicker } from "../../ui/item-picker.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { readItemEntry } from "../order-desk/item-entry.ts";
import { foundText } from "../order-desk/found-text.ts";
import { useFoundItems } from "../order-desk/use-found.ts";
import { editedLines, lineMinor, minorText, priceOf, quantityOf, wantedLines, withItem } from "./edit-lines.ts";
import { askNotice, editRefusals, editText } from "./edit-text.ts";

const checkQuantity = (text: string) => (quantityOf(text) === undefined ? editText.quantityProblem : undefined);
const checkPrice = (text: string) => (priceOf(text) === undefined ? editText.priceProblem : undefined);

/** The lines of an order as they shall be: by keyboard, or with every scan one more. */
export function EditLinesForm({ detail, onClose }: { readonly detail: OrderDetail; readonly onClose: () => void }) {
  const { order, keptAt } = detail;
  const { currency } = order;
  const format = useFormat();
  const money = (minor: number) => format.money(minor, currency);
  const [lines, setLines] = useState(() => editedLines(order));
  const [shipping, setShipping] = useState(() => minorText(order.totals.shippingMinor, currency));
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const entry = useItemEntry(currency, (item, quantity) => setLines((before) => withItem(before, item, quantity)));
  const wanted = wantedLines(lines);
  const shippingMinor = parseMinor(shipping, currency);
  const figures = lines.map((line) => lineMinor(line, currency));
  const after =
    wanted && shippingMinor !== undefined
      ? totalsAfter(
          order,
          wanted.map((line, place) => ({ ...line, discountMinor: lines[place]?.discountMinor ?? 0 })),
          shippingMinor,
        )
      : undefined;
  const change = (place: number, part: { readonly quantity?: string; readonly price?: string }) =>
    setLines((before) => before.map((line, at) => (at === place ? { ...line, ...part } : line)));

  const save = async () => {
    await entry.settled();
    if (lines.length === 0) return setRefusal(editText.noLines);
    if (!wanted) return setRefusal(`${editText.quantityProblem}. ${editText.priceProblem}.`);
    if (shippingMinor === undefined || shippingMinor < 0) return setRefusal(editText.priceProblem);
    const { orderId } = order;
    const reply = await ask("orders.changeLines", {
      orderId,
      lines: [...wanted],
      shippingMinor,
      reason: reason.trim(),
    });
    if (reply.ok) onClose();
    else setRefusal(refusalWords<"orders.changeLines">(editRefusals, reply.error));
  };

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {keptAt !== "" && <Notice tone="plain">{askNotice(keptAt)}</Notice>}
      <div className="edit-lines" role="table" aria-label={editText.lines}>
        <div className="edit-line edit-head" role="row">
          <span role="columnheader">{editText.sku}</span>
          <span role="columnheader">{editText.itemColumn}</span>
          <span role="columnheader" className="figure">
            {editText.quantity}
          </span>
          <span role="columnheader" className="figure">
            {`${editText.each} ${format.currencySign(currency)}`}
          </span>
          <span role="columnheader" className="figure">
            {`${editText.total} ${format.currencySign(currency)}`}
          </span>
          <span />
        </div>
        {lines.map((line, place) => (
          <div key={`${line.sku}/${place}`} className="edit-line" role="row">
            <span role="cell" className="code">
              {line.sku}
            </span>
            <bdi role="cell" className="item-name clip">
              {line.name}
            </bdi>
            <TextField
              label={editText.quantityOf(line.sku)}
              isLabelHidden
              align="end"
              inputMode="numeric"
              value={line.quantity}
              onChange={(quantity) => change(place, { quantity })}
              check={checkQuantity}
            />
            <TextField
              label={editText.priceOf(line.sku)}
              isLabelHidden
              align="end"
              inputMode="decimal"
              value={line.price}
              onChange={(price) => change(place, { price })}
              check={checkPrice}
            />
            <b role="cell" className="figure">
              {figures[place] === undefined ? "–" : format.amount(figures[place], currency)}
            </b>
            <button
              type="button"
              className="edit-remove"
              aria-label={editText.remove(line.sku)}
              onClick={() => setLines((before) => before.filter((_, at) => at !== place))}
            >
              <Glyph icon={IconX} size={15} />
            </button>
          </div>
        ))}
        {lines.length === 0 && <p className="soft edit-none">{editText.noLines}</p>}
      </div>
      <ItemPicker
        label={editText.item}
        icon={IconLineScan}
        placeholder={editText.itemPlaceholder}
        text={entry.text}
        onTextChange={entry.type}
        rows={entry.rows.map((item) => ({
          id: item.sku,
          code: item.sku,
          name: item.name,
          figures: [format.money(item.priceMinor, item.currency)],
        }))}
        sought={entry.sought}
        choosesFirst={entry.isFresh}
        onPick={entry.pick}
        onEnter={entry.enter}
        onMore={entry.more}
        moreLabel={foundText.more}
        status={foundText.items(entry.rows.length, entry.more !== undefined)}
        autoFocus
      />
      {entry.trouble !== undefined && (
        <Notice tone="extra" speak="now">
          {entry.trouble}
        </Notice>
      )}
      <div className="edit-sums">
        <TextField
          label={editText.shipping}
          align="end"
          inputMode="decimal"
          value={shipping}
          onChange={setShipping}
          check={checkPrice}
        />
        <div className="grow">
          <TextField label={editText.reason} placeholder={editText.linesReason} value={reason} onChange={setReason} />
        </div>
        <div className="edit-total" role="status">
          <span className="small-head">{editText.newTotal}</span>
          <b>{after ? money(after.totalMinor) : "–"}</b>
          <span className="soft small">{editText.wasTotal(money(order.totals.totalMinor))}</span>
        </div>
      </div>
      {refusal !== undefined && (
        <Notice tone="wrong" speak="now">
          {refusal}
        </Notice>
      )}
      <div className="row dialog-foot">
        <Button onPress={onClose}>{editText.back}</Button>
        <Button kind="primary" type="submit">
          {keptAt === "" ? editText.save : editText.askKeeper(keptAt)}
        </Button>
      </div>
    </form>
  );
}

/** Items by what is typed or scanned, in the order they came, however long each look-up takes. */
function useItemEntry(currency: string, onItem: (item: Found, quantity: number) => void) {
  const [text, setText] = useState("");
  const [trouble, setTrouble] = useState<string>();
  const { quantity, sought } = readItemEntry(text);
  const found = useFoundItems(sought);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const latest = useRef(onItem);
  useEffect(() => {
    latest.current = onItem;
  });
  const take = useCallback(
    (item: Found, units: number) => {
      if (item.currency !== currency) return setTrouble(editText.notTheCurrency(item.sku));
      latest.current(item, units);
    },
    [currency],
  );
  const find = useCallback(
    (code: string, units: number, isScan: boolean) => {
      setTrouble(undefined);
      queue.current = queue.current.then(async () => {
        const coded = await ask("items.byCode", { code });
        if (coded.ok && coded.value) return take(coded.value, units);
        const named = isScan ? undefined : await ask("items.search", { search: code, limit: 2 });
        const [item, another] = named?.ok ? named.value.rows : [];
        if (item && !another) take(item, units);
        else setTrouble(item ? editText.manyItems(code) : editText.noItem(code));
      });
    },
    [take],
  );
  useEffect(
    () =>
      onMain("scanned", ({ kind, value }) => {
        if (kind === "gtin" || kind === "code") find(value, 1, true);
      }),
    [find],
  );
  return {
    text,
    trouble,
    rows: found.rows,
    more: found.more,
    sought,
    isFresh: found.isFresh,
    type: (next: string) => {
      setTrouble(undefined);
      setText(next);
    },
    pick: (sku: string) => {
      const item = found.rows.find((row) => row.sku === sku);
      setText("");
      if (item) take(item, quantity);
    },
    enter: (entered: string) => {
      const read = readItemEntry(entered);
      if (read.sought === "") return;
      setText("");
      find(read.sought, read.quantity, false);
    },
    settled: () => queue.current,
  };
}

type Found = ReturnType<typeof useFoundItems>["rows"][number];
