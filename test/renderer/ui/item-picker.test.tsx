import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { ItemPicker } from "#renderer/ui/item-picker.tsx";
import { withCssEscape } from "./support/css-escape.ts";

withCssEscape();

afterEach(cleanup);

const items = [
  { id: "22382", code: "22382", name: "LUNCH BAG SPACEBOY DESIGN", figures: ["£1.65", "15 to promise"] },
  { id: "22662", code: "22662", name: "LUNCH BAG DOLLY GIRL DESIGN", figures: ["£1.65", "15 to promise"] },
  { id: "20725", code: "20725", name: "LUNCH BAG RED RETROSPOT", figures: ["£1.65", "70 to promise"] },
];

function setUp({ choosesFirst = false } = {}) {
  const heard: string[] = [];
  function Desk() {
    const [text, setText] = useState("");
    const sought = text.toLowerCase();
    return (
      <ItemPicker
        label="Item"
        text={text}
        onTextChange={setText}
        rows={sought.length < 2 ? [] : items.filter((item) => item.name.toLowerCase().includes(sought))}
        sought={text}
        choosesFirst={choosesFirst}
        onPick={(id) => heard.push(`pick ${id}`)}
        onEnter={(entered) => heard.push(`enter ${entered}`)}
        onEscape={() => heard.push("escape")}
        status="3 items"
      />
    );
  }
  render(<Desk />);
  const field = screen.getByRole<HTMLInputElement>("combobox", { name: "Item" });
  field.focus();
  return { user: userEvent.setup(), field, heard };
}

describe("the item field", () => {
  it("hands over what was typed when no row is chosen", async () => {
    const { user, heard } = setUp();

    await user.keyboard("6*22960{Enter}");

    expect(heard).toEqual(["enter 6*22960"]);
  });

  it("shows what the text finds, with the match marked", async () => {
    const { user, field } = setUp();

    await user.keyboard("lunch b");

    expect(field.getAttribute("aria-expanded")).toBe("true");
    expect(screen.getAllByRole("option").map((option) => option.querySelector("mark")?.textContent)).toEqual([
      "LUNCH B",
      "LUNCH B",
      "LUNCH B",
    ]);
  });

  it("picks the row chosen by arrows", async () => {
    const { user, field, heard } = setUp();

    await user.keyboard("lunch{ArrowDown}{ArrowDown}");
    const chosen = document.getElementById(field.getAttribute("aria-activedescendant") ?? "");
    expect(chosen?.textContent).toContain("DOLLY GIRL");
    expect(chosen?.getAttribute("aria-selected")).toBe("true");
    await user.keyboard("{Enter}");

    expect(heard).toEqual(["pick 22662"]);
    expect(screen.queryByRole("listbox")).toBeNull();
  });

  it("comes round at the ends of the list", async () => {
    const { user, heard } = setUp();

    await user.keyboard("lunch{ArrowUp}{Enter}");

    expect(heard).toEqual(["pick 20725"]);
  });

  it("asks for more near the last row and does not come round there; a click asks for them too", async () => {
    let asked = 0;
    const heard: string[] = [];
    function Desk() {
      const [count, setCount] = useState(2);
      const isMore = count < items.length;
      return (
        <ItemPicker
          label="Item"
          text="lunch"
          onTextChange={() => undefined}
          rows={items.slice(0, count)}
          sought="lunch"
          onPick={(id) => heard.push(id)}
          onMore={
            isMore
              ? () => {
                  asked += 1;
                  if (asked > 2) setCount(items.length);
                }
              : undefined
          }
          moreLabel="More"
        />
      );
    }
    render(<Desk />);
    screen.getByRole("combobox").focus();
    const user = userEvent.setup();

    await user.keyboard("{ArrowDown}{ArrowDown}");
    await user.click(screen.getByText("More"));
    expect(screen.queryByText("More")).toBeNull();
    expect(screen.getAllByRole("option")).toHaveLength(items.length);
    await user.keyboard("{ArrowDown}{Enter}");

    expect(asked).toBe(3);
    expect(heard).toEqual(["20725"]);
  });

  it("stays at the last row while more is on its way", async () => {
    const heard: string[] = [];
    render(
      <ItemPicker
        label="Item"
        text="lunch"
        onTextChange={() => undefined}
        rows={items}
        sought="lunch"
        onPick={(id) => heard.push(id)}
        onMore={() => undefined}
      />,
    );
    screen.getByRole("combobox").focus();

    await userEvent.setup().keyboard("{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{Enter}");

    expect(heard).toEqual(["20725"]);
  });

  it("chooses the best row by itself where Enter should take it", async () => {
    const { user, heard } = setUp({ choosesFirst: true });

    await user.keyboard("lunch{Enter}");

    expect(heard).toEqual(["pick 22382"]);
  });

  it("forgets the chosen row when the text changes", async () => {
    const { user, heard } = setUp();

    await user.keyboard("lunch{ArrowDown} b{Enter}");

    expect(heard).toEqual(["enter lunch b"]);
  });

  it("closes the list at the first Esc and tells of the second, keeping the text", async () => {
    const { user, field, heard } = setUp();

    await user.keyboard("lunch{Escape}");
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(heard).toEqual([]);
    await user.keyboard("{Escape}");

    expect(heard).toEqual(["escape"]);
    expect(field.value).toBe("lunch");
  });

  it("keeps what was typed when the field is left", async () => {
    const { user, field, heard } = setUp();

    await user.keyboard("lunch");
    await user.tab();

    expect(field.value).toBe("lunch");
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(heard).toEqual([]);
  });

  it("picks by the mouse and keeps the focus", async () => {
    const { user, field, heard } = setUp();

    await user.keyboard("lunch");
    await user.click(screen.getByText("20725"));

    expect(heard).toEqual(["pick 20725"]);
    expect(document.activeElement).toBe(field);
  });

  it("leaves Ctrl Enter to the screen", async () => {
    const { user, heard } = setUp({ choosesFirst: true });

    await user.keyboard("lunch{Control>}{Enter}{/Control}");

    expect(heard).toEqual([]);
  });
});
