import { act, cleanup, render, screen } from "@testing-library/react";
import { IconClipboardList, IconClock, IconCreditCard, IconReceipt } from "@tabler/icons-react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { AppShell } from "#renderer/ui/app-shell.tsx";
import { Badge } from "#renderer/ui/badge.tsx";
import { Button } from "#renderer/ui/button.tsx";
import { ConnectionChip } from "#renderer/ui/connection-chip.tsx";
import { DecisionCard } from "#renderer/ui/decision-card.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { MarkedText } from "#renderer/ui/marked-text.tsx";
import { Notice } from "#renderer/ui/notice.tsx";
import { ProgressBar } from "#renderer/ui/progress-bar.tsx";
import { RadioGroup } from "#renderer/ui/radio-group.tsx";
import { Select } from "#renderer/ui/select.tsx";
import { Tabs } from "#renderer/ui/tabs.tsx";
import { Timeline } from "#renderer/ui/timeline.tsx";
import { withCssEscape } from "./support/css-escape.ts";

withCssEscape();

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("a button", () => {
  it("is named by its words and announces its keys", () => {
    render(<Button keys={["Ctrl", "Enter"]}>Place order</Button>);

    const button = screen.getByRole("button", { name: "Place order" });
    expect(button.getAttribute("aria-keyshortcuts")).toBe("Control+Enter");
    expect(button.textContent).toBe("Place orderCtrlEnter");
  });
});

describe("a badge", () => {
  it("has its word, and an icon that says nothing", () => {
    const { container } = render(
      <Badge tone="extra" icon={IconClock}>
        Backorder
      </Badge>,
    );

    expect(container.textContent).toBe("Backorder");
    expect(container.querySelector("svg")?.getAttribute("aria-hidden")).toBe("true");
  });
});

describe("the connection chip", () => {
  it("is spoken politely and opens by Enter", async () => {
    let opened = 0;
    render(
      <ConnectionChip
        state={{ tone: "away", headline: "Saved here", details: ["Waiting to send: 214", "No line since 16:20"] }}
        onOpen={() => (opened += 1)}
      />,
    );

    expect(screen.getByRole("status").textContent).toBe("Saved hereWaiting to send: 214No line since 16:20");
    screen.getByRole("button").focus();
    await userEvent.keyboard("{Enter}");

    expect(opened).toBe(1);
  });

  it("is text only where there is nothing to open", () => {
    render(<ConnectionChip scale="bench" state={{ tone: "calm", headline: "Saved here", details: [] }} />);

    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("the desk's frame", () => {
  it("marks the current page, goes to others, and names its parts", async () => {
    const gone: string[] = [];
    render(
      <AppShell
        navigation={{
          label: "Main",
          brand: "Holdfast",
          sections: [
            {
              id: "work",
              entries: [
                { id: "orders", label: "Orders", icon: IconClipboardList, count: "95" },
                { id: "stock", label: "Stock", icon: IconClock },
              ],
            },
          ],
          current: "orders",
          onNavigate: (id) => gone.push(id),
          who: { name: "Order desk 1", detail: "Signed in by badge" },
        }}
        title="Orders"
        connection={{ tone: "calm", headline: "Saved here", details: ["Last synced 17:40"] }}
        keyHints={[{ keys: ["Ctrl", "K"], label: "Everything else" }]}
        words={{ skipToContent: "Skip to the screen", keys: "Keys" }}
      >
        <p>The list</p>
      </AppShell>,
    );
    const user = userEvent.setup();

    expect(screen.getByRole("navigation", { name: "Main" })).toBeTruthy();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Orders");
    expect(screen.getByRole("link", { current: "page" }).textContent).toBe("Orders95");
    await user.click(screen.getByRole("link", { name: "Stock" }));
    expect(gone).toEqual(["stock"]);
    await user.click(screen.getByRole("link", { name: "Skip to the screen" }));
    expect(document.activeElement).toBe(screen.getByRole("main"));
    expect(screen.getByRole("contentinfo", { name: "Keys" }).textContent).toContain("Everything else");
  });
});

describe("tabs", () => {
  it("select by arrow keys and keep what they show mounted", async () => {
    function Views() {
      const [selected, setSelected] = useState("all");
      return (
        <Tabs
          label="Orders by state"
          selected={selected}
          onSelect={setSelected}
          tabs={[
            { id: "all", label: "All", count: "95" },
            { id: "hold", label: "On hold", count: "12" },
          ]}
        >
          <input aria-label="Search" />
        </Tabs>
      );
    }
    render(<Views />);
    const user = userEvent.setup();
    const search = screen.getByRole("textbox");

    await user.type(search, "lantern");
    screen.getByRole("tab", { selected: true }).focus();
    await user.keyboard("{ArrowRight}");

    expect(screen.getByRole("tab", { selected: true }).textContent).toBe("On hold12");
    expect(screen.getByRole("textbox")).toBe(search);
  });
});

describe("choices", () => {
  it("are all in sight as radio buttons", async () => {
    const taken: string[] = [];
    render(
      <RadioGroup
        label="Payment"
        selected="card"
        onSelect={(id) => taken.push(id)}
        choices={[
          { id: "card", label: "Card terminal", icon: IconCreditCard, keys: ["1"] },
          { id: "account", label: "On account", icon: IconReceipt, keys: ["2"] },
        ]}
      />,
    );

    expect(screen.getByRole("radiogroup", { name: "Payment" })).toBeTruthy();
    screen.getByRole("radio", { name: "Card terminal" }).focus();
    await userEvent.keyboard("{ArrowDown}");

    expect(taken).toEqual(["account"]);
  });

  it("open as a list from a select, by keyboard alone", async () => {
    const taken: string[] = [];
    render(
      <Select
        label="Site"
        selected="leeds"
        onSelect={(id) => taken.push(id)}
        choices={[
          { id: "leeds", label: "Leeds" },
          { id: "st-ives", label: "St. Ives" },
        ]}
      />,
    );
    const user = userEvent.setup();

    screen.getByRole("button", { name: /Leeds/ }).focus();
    await user.keyboard("{Enter}{ArrowDown}{Enter}");

    expect(taken).toEqual(["st-ives"]);
  });

  it("of a decision are buttons, the safe one first", async () => {
    const chosen: string[] = [];
    render(
      <DecisionCard
        isCurrent
        title="#536541: cancelled at the desk, packed at the bench"
        owner="Yours, 1 h 19 min old"
        question="What should happen?"
        choices={[
          { id: "stop", label: "Stop it", keys: ["1"] },
          { id: "ship", label: "Ship it anyway", keys: ["2"] },
        ]}
        onChoose={(id) => chosen.push(id)}
      />,
    );

    const [first] = screen.getAllByRole("button");
    expect(first?.dataset["kind"]).toBe("primary");
    await userEvent.click(screen.getByRole("button", { name: "Ship it anyway" }));

    expect(chosen).toEqual(["ship"]);
  });
});

describe("a notice", () => {
  it("interrupts for a refusal and stays silent when it was there from the start", () => {
    render(
      <>
        <Notice tone="wrong" speak="now">
          The printer has no paper.
        </Notice>
        <Notice tone="plain">Kept as a draft.</Notice>
      </>,
    );

    expect(screen.getByRole("alert").textContent).toBe("The printer has no paper.");
    expect(screen.queryByRole("status")).toBeNull();
  });
});

describe("progress", () => {
  it("is spoken in words, and an unknown whole is an empty bar", () => {
    render(<ProgressBar label="Import" value={0} maximum={0} words="0 of 0 rows" />);

    const bar = screen.getByRole("progressbar", { name: "Import" });
    expect(bar.getAttribute("aria-valuetext")).toBe("0 of 0 rows");
    expect(bar.querySelector<HTMLElement>(".progress-part")?.style.width).toBe("0%");
  });
});

describe("a list that loads", () => {
  it("shows nothing for 150 ms, then grey rows", () => {
    vi.useFakeTimers();
    render(<LoadingRows label="Loading orders" />);

    act(() => void vi.advanceTimersByTime(149));
    expect(screen.getByRole("status").textContent).toBe("");
    act(() => void vi.advanceTimersByTime(1));

    expect(screen.getByRole("status").textContent).toBe("Loading orders");
  });
});

describe("a timeline", () => {
  it("is an ordered list with who, where and an exact time", () => {
    render(
      <Timeline
        label="What happened"
        entries={[
          {
            id: "1",
            time: "16:34",
            dateTime: "2010-12-01T16:34:00Z",
            words: "Packed",
            who: "Tomasz",
            where: "Pack bench 2",
            mark: { kind: "unsent", words: "Waiting to send" },
          },
        ]}
      />,
    );

    expect(screen.getByRole("list", { name: "What happened" }).tagName).toBe("OL");
    expect(screen.getByRole("listitem").textContent).toBe("PackedTomasz, Pack bench 2Waiting to send16:34");
    expect(document.querySelector("time")?.dateTime).toBe("2010-12-01T16:34:00Z");
  });
});

describe("marked text", () => {
  it.each([
    ["LUNCH BAG", "lunch b", '<mark class="marked">LUNCH B</mark>AG'],
    ["RED LUNCH BAG", "lunch", 'RED <mark class="marked">LUNCH</mark> BAG'],
    ["LUNCH BAG", "", "LUNCH BAG"],
    ["LUNCH BAG", "zebra", "LUNCH BAG"],
  ])("%s, %s", (text, sought, html) => {
    const { container } = render(<MarkedText text={text} sought={sought} />);

    expect(container.innerHTML).toBe(html);
  });
});
