import { IconFileDownload, IconPrinter } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { PrintJobRow } from "#shared/bridge/print-types.ts";
import type { ParcelView } from "#shared/shipping/parcel-view.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { api } from "../../bridge/api.ts";
import type { Format } from "../../platform/format.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { boxColumnText, labelText, orderText } from "./order-text.ts";

export interface OrderBoxesProps {
  readonly parcels: readonly ParcelView[];
  readonly onSaveLabel: (parcelId: string) => void;
  readonly onPrintAgain: (parcelId: string) => void;
}

const keyOf = (parcel: ParcelView) => parcel.parcelId;

/** The shut boxes of an order, each with its number and how its label stands. */
export function OrderBoxes({ parcels, onSaveLabel, onPrintAgain }: OrderBoxesProps) {
  const format = useFormat();
  const now = useNow();
  const [current, setCurrent] = useState<string>();
  const { data: devices } = api.useDevicesQuery({});
  const columns = useMemo(() => {
    const labelOf = (parcel: ParcelView) => labelWords(parcel, devices?.jobs ?? [], format, now);
    return boxColumns(format, now, labelOf, (parcel) => (
      <div className="row">
        <Button size="small" icon={IconFileDownload} onPress={() => onSaveLabel(parcel.parcelId)}>
          {orderText.saveLabel}
        </Button>
        <Button size="small" icon={IconPrinter} onPress={() => onPrintAgain(parcel.parcelId)}>
          {orderText.printAgain}
        </Button>
      </div>
    ));
  }, [devices, format, now, onSaveLabel, onPrintAgain]);
  return (
    <DataTable
      label={orderText.boxes}
      columns={columns}
      rows={parcels}
      rowKey={keyOf}
      current={current}
      onCurrentChange={setCurrent}
      density="mend"
      empty={<EmptyState title={orderText.noBoxes} detail={orderText.noBoxesDetail} />}
    />
  );
}

function labelWords(parcel: ParcelView, jobs: readonly PrintJobRow[], format: Format, now: number): string {
  if (parcel.boundAt !== null) return `On the box, ${format.listTime(parcel.boundAt, now)}`;
  const prints = jobs.filter((job) => job.parcelId === parcel.parcelId);
  const newest = prints.toSorted((one, other) => one.copy - other.copy).at(-1);
  return labelText[newest?.state ?? "none"];
}

function boxColumns(
  format: Format,
  now: number,
  labelOf: (parcel: ParcelView) => string,
  actionsOf: Column<ParcelView>["cell"],
): readonly Column<ParcelView>[] {
  return [
    {
      id: "box",
      head: boxColumnText.box,
      width: "88px",
      look: "strong",
      cell: (parcel) => orderText.box(parcel.index, parcel.of),
    },
    { id: "sscc", head: boxColumnText.number, width: "162px", look: "code", cell: (parcel) => parcel.sscc },
    {
      id: "units",
      head: boxColumnText.units,
      width: "60px",
      align: "end",
      cell: (parcel) => format.count(parcel.contents.reduce((sum, part) => sum + part.quantity, 0)),
    },
    {
      id: "weight",
      head: boxColumnText.weight,
      width: "78px",
      align: "end",
      cell: (parcel) => (parcel.weightGrams === 0 ? "–" : `${(parcel.weightGrams / 1000).toFixed(2)} kg`),
    },
    {
      id: "packed",
      head: boxColumnText.packed,
      width: "80px",
      look: "soft",
      cell: (parcel) => format.listTime(parcel.packedAt, now),
    },
    { id: "label", head: boxColumnText.label, width: "minmax(100px, 1fr)", look: "wrapping", cell: labelOf },
    { id: "actions", head: boxColumnText.actions, isHeadHidden: true, width: "256px", cell: actionsOf },
  ];
}
