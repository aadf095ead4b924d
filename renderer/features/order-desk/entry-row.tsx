import { IconLineScan } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useAppDispatch, useAppSelector } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { ItemPicker } from "../../ui/item-picker.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { foundText } from "./found-text.ts";
import { readItemEntry } from "./item-entry.ts";
import { typed } from "./slice.ts";
import { deskText } from "./text.ts";
import type { DeskFields } from "./use-desk-fields.ts";
import { useFoundItems } from "./use-found.ts";
import type { ItemEntryHand } from "./use-item-entry.ts";

export interface EntryRowProps {
  readonly place: number;
  readonly hand: ItemEntryHand;
  readonly fields: DeskFields;
  /** Told at every key, so that words about what stood here before can go. */
  readonly onTyped: () => void;
}

/** Where the next item is typed: a number and a star in front count it, a name finds it, a scan adds it. */
export function EntryRow({ place, hand, fields, onTyped }: EntryRowProps) {
  const dispatch = useAppDispatch();
  const entry = useAppSelector((state) => state.orderDesk.draft?.entry ?? "");
  const format = useFormat();
  const { quantity, sought } = readItemEntry(entry);
  const found = useFoundItems(sought);
  const rows = found.rows.map((item) => ({
    id: item.sku,
    code: item.sku,
    name: item.name,
    figures: [format.money(item.priceMinor, item.currency), `${format.count(item.canPromise)} to promise`],
  }));
  const upToLines = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" || entry !== "") return;
    const last = fields.quantities().at(-1);
    if (!last) return;
    event.preventDefault();
    last.focus();
  };
  return (
    <tr className="desk-entry">
      <td className="figure soft">{place}</td>
      <td colSpan={2} onKeyDown={upToLines}>
        <ItemPicker
          label={deskText.item}
          isLabelHidden
          icon={IconLineScan}
          placeholder={deskText.itemPlaceholder}
          text={entry}
          onTextChange={(text) => {
            onTyped();
            dispatch(typed({ entry: text }));
          }}
          rows={rows}
          sought={sought}
          choosesFirst={found.isFresh}
          onPick={(sku) => {
            const item = found.rows.find((each) => each.sku === sku);
            if (item) hand.pick(item, entry);
          }}
          onEnter={hand.enter}
          hint={
            <>
              <Kbd>↑</Kbd>
              <Kbd>↓</Kbd> {deskText.hintChoose} <Kbd>Enter</Kbd> {deskText.hintAdd} <Kbd>6 *</Kbd> {deskText.hintMany}
            </>
          }
          onMore={found.more}
          moreLabel={foundText.more}
          status={foundText.items(rows.length, found.more !== undefined)}
          inputRef={fields.ref("item")}
        />
      </td>
      <td className="figure soft">{quantity}</td>
      <td colSpan={3}>
        <div className="desk-entry-words" role="status" data-trouble={hand.trouble !== undefined || undefined}>
          {hand.trouble ?? deskText.typeItem}
        </div>
      </td>
    </tr>
  );
}
