import {
  IconAdjustmentsHorizontal,
  IconArrowBackUp,
  IconBan,
  IconCircleCheck,
  IconClock,
  IconFileImport,
  IconHandStop,
  IconInbox,
  IconListCheck,
  IconPackage,
  IconPlus,
  IconTruck,
} from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { Badge } from "../badge.tsx";
import type { BadgeProps } from "../badge.tsx";
import { Button } from "../button.tsx";
import { Card } from "../card.tsx";
import { DataTable } from "../data-table.tsx";
import type { Column } from "../data-table.tsx";
import { EmptyState } from "../empty-state.tsx";
import { Pill } from "../pill.tsx";
import { SearchField } from "../search-field.tsx";
import { Tabs } from "../tabs.tsx";
import { sampleOrders } from "./sample-orders.ts";
import type { SampleOrder } from "./sample-orders.ts";
import { SampleShell } from "./sample-shell.tsx";

const badges: readonly (Pick<BadgeProps, "tone" | "icon"> & { readonly begins: string })[] = [
  { begins: "On hold", tone: "held", icon: IconHandStop },
  { begins: "Shipped", tone: "ok", icon: IconTruck },
  { begins: "Needs", tone: "unknown", icon: IconInbox },
  { begins: "Backorder", tone: "extra", icon: IconClock },
  { begins: "Picking", tone: "go", icon: IconListCheck },
  { begins: "Packing", tone: "go", icon: IconPackage },
  { begins: "Closed", tone: "plain", icon: IconArrowBackUp },
  { begins: "Cancelled", tone: "plain", icon: IconBan },
];

function Whereabouts({ where }: { readonly where: string }) {
  const look = badges.find((each) => where.startsWith(each.begins));
  return (
    <Badge tone={look?.tone ?? "plain"} icon={look?.icon ?? IconCircleCheck}>
      {where}
    </Badge>
  );
}

const columns: readonly Column<SampleOrder>[] = [
  { id: "number", head: "Order", width: "minmax(97px, 0.5fr)", look: "strong", cell: (order) => order.number },
  { id: "placed", head: "Placed", width: "minmax(69px, 0.5fr)", look: "soft", cell: (order) => order.placed },
  {
    id: "customer",
    head: "Customer",
    width: "minmax(110px, 1.2fr)",
    look: "strong",
    cell: (order) => <bdi className="clip">{order.customer}</bdi>,
  },
  {
    id: "ship-to",
    head: "Ship to",
    width: "minmax(150px, 1.5fr)",
    look: "soft",
    cell: (order) => <bdi className="clip">{order.shipTo}</bdi>,
  },
  { id: "lines", head: "Lines", width: "minmax(60px, 0.5fr)", align: "end", cell: (order) => order.lines },
  { id: "units", head: "Units", width: "minmax(64px, 0.5fr)", align: "end", cell: (order) => order.units },
  { id: "total", head: "Total", width: "minmax(100px, 0.5fr)", align: "end", cell: (order) => order.total },
  {
    id: "payment",
    head: "Payment",
    width: "minmax(92px, 0.5fr)",
    cell: (order) => (order.payment === "Not paid" ? <b>{order.payment}</b> : order.payment),
  },
  {
    id: "where",
    head: "Where it is",
    width: "minmax(222px, 0.5fr)",
    cell: (order) => <Whereabouts where={order.where} />,
  },
  {
    id: "ship-by",
    head: "Ship by",
    width: "minmax(76px, 0.5fr)",
    cell: (order) => (order.shipBy === "Today" ? <b>{order.shipBy}</b> : <span className="soft">{order.shipBy}</span>),
  },
];

const tabs = [
  { id: "all", label: "All", count: "95" },
  { id: "release", label: "To release", count: "9" },
  { id: "picking", label: "Picking", count: "4" },
  { id: "packing", label: "Packing", count: "3" },
  { id: "hold", label: "On hold", count: "12" },
  { id: "shipped", label: "Shipped", count: "53" },
  { id: "cancelled", label: "Cancelled", count: "6" },
  { id: "refunded", label: "Refunded", count: "8" },
];

const keyHints = [
  { keys: ["↑", "↓"], label: "Move" },
  { keys: ["Enter"], label: "Open" },
  { keys: ["Space"], label: "Select" },
  { keys: ["R"], label: "Release to picking" },
  { keys: ["H"], label: "Hold" },
  { keys: ["/"], label: "Search" },
  { keys: ["Ctrl", "K"], label: "Everything else" },
  { keys: ["?"], label: "All keys" },
];

function OrderList({ rows, summary }: { readonly rows: readonly SampleOrder[]; readonly summary: string }) {
  const [current, setCurrent] = useState<string | undefined>("#536542");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [tab, setTab] = useState("all");
  const [search, setSearch] = useState("");
  const shown = useMemo(
    () => rows.filter((order) => order.customer.toLowerCase().includes(search.toLowerCase())),
    [rows, search],
  );
  return (
    <SampleShell
      current="orders"
      title="Orders"
      keyHints={keyHints}
      actions={
        <>
          <Button icon={IconFileImport}>Import</Button>
          <Button kind="primary" icon={IconPlus} keys={["N"]}>
            New order
          </Button>
        </>
      }
    >
      <Card fill padding="none">
        <Tabs label="Orders by state" tabs={tabs} selected={tab} onSelect={setTab}>
          <div className="row row-wrap" style={{ padding: "10px 14px" }}>
            <div style={{ width: 400 }}>
              <SearchField
                label="Search orders"
                placeholder="Name, postcode, order number, SKU"
                keys={["/"]}
                value={search}
                onChange={setSearch}
              />
            </div>
            <Pill label="Placed: Wed 1 Dec" />
            <Pill label="Channel: web" />
            <Button kind="quiet" size="small" icon={IconAdjustmentsHorizontal} keys={["F"]}>
              Add filter
            </Button>
            <span className="push soft">{selected.size > 0 ? `${selected.size} selected` : summary}</span>
          </div>
          <DataTable
            label="Orders"
            columns={columns}
            rows={shown}
            rowKey={orderKey}
            current={current}
            onCurrentChange={setCurrent}
            selected={selected}
            onSelectedChange={setSelected}
            empty={
              <EmptyState title={`No order matches "${search}"`} detail="Clear the search or look in all dates." />
            }
          />
        </Tabs>
      </Card>
    </SampleShell>
  );
}

const orderKey = (order: SampleOrder) => order.number;

export function OrdersPage() {
  return <OrderList rows={sampleOrders} summary="95 orders, 18,182 units" />;
}

const manyOrders: readonly SampleOrder[] = Array.from({ length: 100_000 }, (_, place) => ({
  ...(sampleOrders[place % sampleOrders.length] as SampleOrder),
  number: `#${536_600 - place}`,
}));

export function ManyRowsPage() {
  return <OrderList rows={manyOrders} summary="100,000 orders" />;
}
