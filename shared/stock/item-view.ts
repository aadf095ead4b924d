import type { Fact } from "../facts/kinds.ts";
import type { ItemContent } from "./item-content.ts";

/** Master data: the later fact wins; what it replaced stays readable in the item's facts. */
export type ItemView = ItemContent;

export function foldItem(item: ItemView | undefined, fact: Fact): ItemView | undefined {
  return fact.kind === "item.defined" ? fact.body.item : item;
}
