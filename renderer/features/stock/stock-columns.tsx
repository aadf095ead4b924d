import type { ItemRow } from "#shared/bridge/types.ts";
import type { Format } from "../../platform/format.ts";
import type { Column } from "../../ui/data-table.tsx";
import { stockColumnText, stockText } from "./text.ts";

export function stockColumns(format: Format): readonly Column<ItemRow>[] {
  const some = (count: number) => (count === 0 ? <span className="soft">–</span> : format.count(count));
  return [
    { id: "sku", head: stockColumnText.sku, width: "92px", look: "code", cell: (item) => item.sku },
    {
      id: "name",
      head: stockColumnText.name,
      width: "minmax(150px, 1fr)",
      look: "item-name",
      cell: (item) => <bdi className="clip">{item.name}</bdi>,
    },
    {
      id: "bin",
      head: stockColumnText.bin,
      width: "84px",
      look: "strong",
      cell: (item) => item.bin || <span className="soft">{stockText.noBin}</span>,
    },
    {
      id: "barcode",
      head: stockColumnText.barcode,
      width: "140px",
      look: "code",
      cell: (item) => item.barcode || <span className="soft">–</span>,
    },
    {
      id: "onHand",
      head: stockColumnText.onHand,
      width: "84px",
      align: "end",
      cell: (item) => some(item.onHand),
    },
    {
      id: "canPromise",
      head: stockColumnText.canPromise,
      width: "108px",
      align: "end",
      look: "strong",
      cell: (item) =>
        item.canPromise > 0 ? format.count(item.canPromise) : <span className="stock-none">{stockText.none}</span>,
    },
    {
      id: "price",
      head: stockColumnText.price,
      width: "84px",
      align: "end",
      cell: (item) => format.money(item.priceMinor, item.currency),
    },
  ];
}
