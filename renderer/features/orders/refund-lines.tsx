import type { OrderView } from "#shared/orders/order-view.ts";
import { useFormat } from "../../app/use-format.ts";
import { TextField } from "../../ui/text-field.tsx";
import { type ChosenUnits, chosenOf } from "./refund-amounts.ts";
import { refundText } from "./refund-text.ts";

export interface RefundLinesProps {
  readonly order: OrderView;
  readonly chosen: ChosenUnits;
  readonly onChoose: (lineId: string, units: string) => void;
  /** Where units that came back were put; left out where none did. */
  readonly bin?: (sku: string) => string;
  readonly onBin?: (sku: string, bin: string) => void;
}

/** For how many units of each line money goes back. */
export function RefundLines({ order, chosen, onChoose, bin, onBin }: RefundLinesProps) {
  const format = useFormat();
  return (
    <div className="edit-lines" data-bins={bin !== undefined} role="table" aria-label={refundText.lines}>
      <div className="refund-line edit-head" role="row">
        <span role="columnheader">{refundText.sku}</span>
        <span role="columnheader">{refundText.item}</span>
        <span role="columnheader" className="figure">
          {refundText.ordered}
        </span>
        <span role="columnheader" className="figure">
          {refundText.back}
        </span>
        <span role="columnheader">{bin ? refundText.binColumn : ""}</span>
      </div>
      {order.lines.map((line) => (
        <div key={line.lineId} className="refund-line" role="row">
          <span role="cell" className="code">
            {line.sku}
          </span>
          <bdi role="cell" className="item-name clip">
            {line.name}
          </bdi>
          <span role="cell" className="figure">
            {format.count(line.quantity)}
          </span>
          <TextField
            label={refundText.units(line.sku)}
            isLabelHidden
            align="end"
            inputMode="numeric"
            placeholder="–"
            value={chosen[line.lineId] ?? ""}
            onChange={(units) => onChoose(line.lineId, units)}
            check={(text) =>
              chosenOf({ [line.lineId]: text }, line) === undefined ? refundText.unitsProblem : undefined
            }
          />
          {bin && (chosenOf(chosen, line) ?? 0) > 0 ? (
            <TextField
              label={refundText.bin(line.sku)}
              isLabelHidden
              value={bin(line.sku)}
              onChange={(text) => onBin?.(line.sku, text)}
            />
          ) : (
            <span />
          )}
        </div>
      ))}
    </div>
  );
}
