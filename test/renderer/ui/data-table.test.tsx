import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { DataTable } from "#renderer/ui/data-table.tsx";
import type { Column, DataTableProps } from "#renderer/ui/data-table.tsx";
import { withLayout } from "./support/layout.ts";

// 32 px of head and ten rows of 36 px.
withLayout({ width: 800, height: 392 });
afterEach(cleanup);

interface Order {
  readonly number: string;
  readonly customer: string;
}

const orders = (count: number): readonly Order[] =>
  Array.from({ length: count }, (_, place) => ({ number: `#${place + 1}`, customer: `Customer ${place + 1}` }));

const columns: readonly Column<Order>[] = [
  { id: "number", head: "Order", width: "97px", cell: (order) => order.number },
  { id: "customer", head: "Customer", width: "1fr", cell: (order) => order.customer },
  {
    id: "note",
    head: "Note",
    width: "200px",
    cell: (order) => <input aria-label={`Note on ${order.number}`} />,
  },
];

const numberOf = (order: Order) => order.number;

type Options = Partial<DataTableProps<Order>> & { readonly start?: string };

function Table({ rows = orders(50), start, ...rest }: Options) {
  const [current, setCurrent] = useState(start);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      <output aria-label="Selected">{[...selected].join(" ")}</output>
      <DataTable
        label="Orders"
        columns={columns}
        rows={rows}
        rowKey={numberOf}
        current={current}
        onCurrentChange={setCurrent}
        selected={selected}
        onSelectedChange={setSelected}
        {...rest}
      />
    </>
  );
}

function setUp(options: Options = {}) {
  const { rerender } = render(<Table {...options} />);
  return {
    user: userEvent.setup(),
    grid: screen.getByRole("grid", { name: "Orders" }),
    show: (next: Options) => rerender(<Table {...next} />),
  };
}

const currentOrder = () => document.querySelector("[data-current] [role=gridcell]")?.textContent;
const selectedOrders = () => screen.getByLabelText("Selected").textContent;

describe("a table of 100,000 rows", () => {
  it("tells how many there are and draws those in sight", () => {
    const { grid } = setUp({ rows: orders(100_000) });

    expect(grid.getAttribute("aria-rowcount")).toBe("100001");
    expect(screen.getAllByRole("row").length).toBeLessThan(30);
  });

  it("goes to its last row by one key and draws it", async () => {
    const { user, grid } = setUp({ rows: orders(100_000) });

    grid.focus();
    await user.keyboard("{End}");

    const last = await screen.findByText("#100000");
    expect(last.closest("[role=row]")?.getAttribute("aria-rowindex")).toBe("100001");
    expect(currentOrder()).toBe("#100000");
  });
});

describe("the keys of a table that has the focus", () => {
  it("move the current row and tell a screen reader which it is", async () => {
    const { user, grid } = setUp({ start: "#1" });

    grid.focus();
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");

    expect(currentOrder()).toBe("#2");
    expect(document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")?.textContent).toBe("#2Customer 2");
  });

  it("open the current row by Enter", async () => {
    const opened: string[] = [];
    const { user, grid } = setUp({ start: "#3", onOpen: (order) => opened.push(order.number) });

    grid.focus();
    await user.keyboard("{Enter}");

    expect(opened).toEqual(["#3"]);
  });

  it("select by Space, one by one", async () => {
    const { user, grid } = setUp({ start: "#1" });

    grid.focus();
    await user.keyboard(" {ArrowDown}{ArrowDown} ");
    expect(selectedOrders()).toBe("#1 #3");

    await user.keyboard(" ");
    expect(selectedOrders()).toBe("#1");
  });

  it("select a stretch by Shift and arrows, and back again", async () => {
    const { user, grid } = setUp({ start: "#2" });

    grid.focus();
    await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowUp}{/Shift}");

    expect(selectedOrders()).toBe("#2 #3 #4");
  });

  it("move by J and K", async () => {
    const { user, grid } = setUp({ start: "#1" });

    grid.focus();
    await user.keyboard("jjk");

    expect(currentOrder()).toBe("#2");
  });

  it("leave J and K alone when letters are turned off", async () => {
    const { user, grid } = setUp({ start: "#1", letterKeys: false });

    grid.focus();
    await user.keyboard("j");

    expect(currentOrder()).toBe("#1");
  });
});

describe("a field in a row", () => {
  it("makes its row the current one and keeps its keys", async () => {
    const opened: string[] = [];
    const { user } = setUp({ start: "#1", onOpen: (order) => opened.push(order.number) });
    const note = screen.getByRole<HTMLInputElement>("textbox", { name: "Note on #4" });

    await user.click(note);
    await user.keyboard("jk k{ArrowLeft}{Home}{Enter}");

    expect(note.value).toBe("jk k");
    expect(currentOrder()).toBe("#4");
    expect(opened).toEqual([]);
    expect(selectedOrders()).toBe("");
  });
});

describe("the mouse", () => {
  it("makes a row current by a press and opens it by two", async () => {
    const opened: string[] = [];
    const { user } = setUp({ onOpen: (order) => opened.push(order.number) });

    await user.click(screen.getByText("#5"));
    expect(currentOrder()).toBe("#5");
    await user.dblClick(screen.getByText("#6"));

    expect(opened).toEqual(["#6"]);
  });

  it("selects with Ctrl, and a stretch with Shift", async () => {
    const { user } = setUp({ start: "#1" });

    await user.keyboard("{Control>}");
    await user.click(screen.getByText("#2"));
    await user.keyboard("{/Control}");
    expect(selectedOrders()).toBe("#2");

    await user.keyboard("{Shift>}");
    await user.click(screen.getByText("#4"));
    await user.keyboard("{/Shift}");
    expect(selectedOrders()).toBe("#2 #3 #4");
  });
});

describe("a list that is longer than what is loaded", () => {
  it("asks for the next slice once, when the end comes near", async () => {
    const asked: number[] = [];
    const { user, grid, show } = setUp({ rows: orders(200), hasMore: true, onNeedMore: () => asked.push(200) });
    expect(asked).toEqual([]);
    expect(grid.getAttribute("aria-rowcount")).toBe("-1");

    grid.focus();
    await user.keyboard("{End}{ArrowUp}{ArrowUp}");
    expect(asked).toEqual([200]);

    show({ rows: orders(400), hasMore: true, rowCount: 400, onNeedMore: () => asked.push(400) });
    expect(asked).toEqual([200]);
    expect(grid.getAttribute("aria-rowcount")).toBe("401");
  });

  it("asks at once when the first slice does not fill the table", () => {
    const asked: number[] = [];

    setUp({ rows: orders(5), hasMore: true, onNeedMore: () => asked.push(5) });

    expect(asked).toEqual([5]);
  });
});

describe("an empty table", () => {
  it("says so in place of rows", () => {
    setUp({ rows: [], empty: "No orders yet" });

    expect(screen.getByText("No orders yet")).toBeTruthy();
  });
});

describe("rows that arrive above the current one", () => {
  it("do not make another row current", () => {
    const { show } = setUp({ rows: orders(20), start: "#3" });

    show({ rows: [{ number: "#0", customer: "New" }, ...orders(20)] });

    expect(currentOrder()).toBe("#3");
  });
});
