import { IconLineScan } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useFormat } from "../../app/use-format.ts";
import { ask } from "../../bridge/ask.ts";
import { ItemPicker } from "../../ui/item-picker.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { foundText } from "../order-desk/found-text.ts";
import { useFoundItems } from "../order-desk/use-found.ts";
import { type GoodsEntry, type Missing, unitsOf } from "./goods-entry.ts";
import { movesText } from "./text.ts";

export interface GoodsFieldsProps {
  readonly entry: GoodsEntry;
  readonly onChange: (part: Partial<GoodsEntry>) => void;
  readonly goesToBin: boolean;
  /** Enter in the last field, or Enter while nothing is missing. */
  readonly onWhole: () => void;
  /** Gives a field the focus. */
  readonly fields: FieldsHand;
  readonly onTrouble: (words: string) => void;
}

export interface FieldsHand {
  readonly ref: (field: Missing) => (input: HTMLInputElement | null) => void;
  readonly focus: (field: Missing) => void;
}

export function useFieldsHand(): FieldsHand {
  const inputs = useRef(new Map<Missing, HTMLInputElement>());
  const [hand] = useState<FieldsHand>(() => ({
    ref: (field) => (input) => {
      if (input) inputs.current.set(field, input);
      else inputs.current.delete(field);
    },
    focus: (field) => {
      inputs.current.get(field)?.focus();
      inputs.current.get(field)?.select();
    },
  }));
  return hand;
}

/** Bin, item, units and, within the house, the other bin. Enter goes on to the next field. */
export function GoodsFields({ entry, onChange, goesToBin, onWhole, fields, onTrouble }: GoodsFieldsProps) {
  const format = useFormat();
  const [text, setText] = useState<string>();
  // An item that was scanned meanwhile stands in place of what was half typed.
  if (entry.sku !== "" && text !== undefined) setText(undefined);
  const shown = entry.sku === "" ? (text ?? "") : `${entry.sku} ${entry.name}`;
  const sought = entry.sku === "" ? (text?.trim() ?? "") : "";
  const found = useFoundItems(sought);
  const take = (item: { readonly sku: string; readonly name: string }) => {
    setText(undefined);
    const isSame = item.sku === entry.sku;
    onChange({ sku: item.sku, name: item.name, quantity: isSame && entry.quantity !== "" ? entry.quantity : "1" });
    fields.focus("quantity");
  };
  const find = (code: string) => {
    void ask("items.byCode", { code }).then((reply) => {
      if (reply.ok && reply.value) take(reply.value);
      else onTrouble(movesText.noItem(code));
    });
  };
  return (
    <div className="goods-fields" data-to={goesToBin || undefined}>
      <TextField
        label={movesText.from}
        placeholder={movesText.binPlaceholder}
        value={entry.bin}
        onChange={(bin) => onChange({ bin })}
        onEnter={() => fields.focus("item")}
        inputRef={fields.ref("bin")}
        autoFocus
      />
      <ItemPicker
        label={movesText.item}
        icon={IconLineScan}
        placeholder={movesText.itemPlaceholder}
        text={shown}
        onTextChange={(next) => {
          setText(next);
          if (entry.sku !== "") onChange({ sku: "", name: "" });
        }}
        rows={found.rows.map((item) => ({
          id: item.sku,
          code: item.sku,
          name: item.name,
          figures: [item.bin, format.count(item.onHand)],
        }))}
        sought={sought}
        choosesFirst={found.isFresh}
        onPick={(sku) => {
          const item = found.rows.find((row) => row.sku === sku);
          if (item) take(item);
        }}
        onEnter={(entered) => {
          if (entry.sku !== "") fields.focus("quantity");
          else if (entered.trim() !== "") find(entered.trim());
        }}
        onMore={found.more}
        moreLabel={foundText.more}
        status={foundText.items(found.rows.length, found.more !== undefined)}
        inputRef={fields.ref("item")}
      />
      <TextField
        label={movesText.quantity}
        align="end"
        inputMode="numeric"
        value={entry.quantity}
        onChange={(quantity) => onChange({ quantity })}
        onEnter={() => (goesToBin ? fields.focus("to") : onWhole())}
        check={(typed) => (typed !== "" && unitsOf(typed) === undefined ? movesText.quantityProblem : undefined)}
        inputRef={fields.ref("quantity")}
      />
      {goesToBin && (
        <TextField
          label={movesText.to}
          placeholder={movesText.binPlaceholder}
          value={entry.to}
          onChange={(to) => onChange({ to })}
          onEnter={onWhole}
          inputRef={fields.ref("to")}
        />
      )}
    </div>
  );
}
