import { IconCheck, IconClock, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useAppDispatch } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { Badge } from "../../ui/badge.tsx";
import { Glyph } from "../../ui/glyph.tsx";
import { eachMinor, lineTotalMinor, type DraftLine } from "./draft.ts";
import { quantityTyped } from "./slice.ts";
import { deskText, lineColumnText, promiseWords } from "./text.ts";
import type { DeskFields } from "./use-desk-fields.ts";

export interface LineTableProps {
  readonly lines: readonly DraftLine[];
  readonly currency: string;
  readonly fields: DeskFields;
  /** The row where the next item is typed. */
  readonly children: ReactNode;
}

/** The lines so far with what can be promised for each, and the next one being typed below them. */
export function LineTable({ lines, currency, fields, children }: LineTableProps) {
  const sign = useFormat().currencySign(currency);
  return (
    <table className="desk-lines" aria-label={deskText.lines}>
      <thead>
        <tr>
          <th className="figure desk-place">{lineColumnText.place}</th>
          <th className="desk-sku">{lineColumnText.sku}</th>
          <th>{lineColumnText.item}</th>
          <th className="figure desk-quantity">{lineColumnText.quantity}</th>
          <th className="figure desk-each">{`${lineColumnText.each} ${sign}`}</th>
          <th className="figure desk-total">{`${lineColumnText.total} ${sign}`}</th>
          <th className="desk-promise">{lineColumnText.promise}</th>
        </tr>
      </thead>
      <tbody ref={fields.ref("lines")}>
        {lines.map((line, place) => (
          <LineRow key={line.sku} line={line} place={place} currency={currency} fields={fields} />
        ))}
        {children}
      </tbody>
    </table>
  );
}

interface LineRowProps {
  readonly line: DraftLine;
  readonly place: number;
  readonly currency: string;
  readonly fields: DeskFields;
}

function LineRow({ line, place, currency, fields }: LineRowProps) {
  const dispatch = useAppDispatch();
  const format = useFormat();
  const promise = promiseWords(line, format);
  const setQuantity = (quantity: number) => dispatch(quantityTyped({ sku: line.sku, quantity }));
  return (
    <tr className="desk-line">
      <td className="figure soft">{place + 1}</td>
      <td className="code">{line.sku}</td>
      <td>
        <div className="clip strong item-name">
          <bdi>{line.name}</bdi>
        </div>
      </td>
      <td>
        <QuantityField line={line} onQuantity={setQuantity} fields={fields} />
      </td>
      <td className="figure">{format.amount(eachMinor(line), currency)}</td>
      <td className="figure strong">{format.amount(lineTotalMinor(line), currency)}</td>
      <td>
        <div className="row">
          <Badge tone={promise.isShort ? "extra" : "ok"} icon={promise.isShort ? IconClock : IconCheck}>
            {promise.now}
          </Badge>
          <span className="soft small">{promise.rest}</span>
          <button
            type="button"
            className="desk-remove push"
            aria-label={deskText.removeLine(line)}
            onClick={() => {
              setQuantity(0);
              fields.focus("item");
            }}
          >
            <Glyph icon={IconX} size={15} />
          </button>
        </div>
      </td>
    </tr>
  );
}

interface QuantityFieldProps {
  readonly line: DraftLine;
  readonly onQuantity: (quantity: number) => void;
  readonly fields: DeskFields;
}

/** Looks like a figure until it has the focus. Enter takes it and goes back to the next item; none takes the line out. */
function QuantityField({ line, onQuantity, fields }: QuantityFieldProps) {
  const [text, setText] = useState<string>();
  const take = () => {
    if (text !== undefined && /^\d{1,7}$/u.test(text.trim())) onQuantity(Number(text));
    setText(undefined);
  };
  const pressed = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      take();
      fields.focus("item");
    } else if (event.key === "Escape") {
      event.stopPropagation();
      setText(undefined);
      fields.focus("item");
    } else if (step !== 0) {
      event.preventDefault();
      const inputs = fields.quantities();
      const next = inputs[inputs.indexOf(event.currentTarget) + step];
      if (next) next.focus();
      else if (step > 0) fields.focus("item");
    }
  };
  return (
    <input
      className="desk-quantity-field"
      type="text"
      inputMode="numeric"
      autoComplete="off"
      aria-label={deskText.quantityOf(line)}
      value={text ?? String(line.quantity)}
      onChange={(event) => setText(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={take}
      onKeyDown={pressed}
    />
  );
}
