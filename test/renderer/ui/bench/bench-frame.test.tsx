import { IconHelp } from "@tabler/icons-react";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { BenchButton } from "#renderer/ui/bench/bench-button.tsx";
import { BenchFrame, type Verdict } from "#renderer/ui/bench/bench-frame.tsx";
import { BigCount } from "#renderer/ui/bench/big-count.tsx";
import { ItemName } from "#renderer/ui/bench/item-name.tsx";
import { Rail } from "#renderer/ui/bench/rail.tsx";
import { VerdictDo, VerdictHead, verdictSigns } from "#renderer/ui/bench/verdict.tsx";

afterEach(cleanup);

interface BenchOptions {
  readonly verdict?: Verdict;
  readonly announcement?: { readonly id: string; readonly words: string };
}

function Bench({ verdict = "none", announcement }: BenchOptions) {
  return (
    <BenchFrame
      verdict={verdict}
      title="#536365"
      subtitle={["Fatima Smith-Jones", "Standard, tote T-14"]}
      connection={{ tone: "calm", headline: "Saved here", details: [] }}
      announcement={announcement}
      rail={<Rail label="Lines" heading="18 of 40 units" summary="3 of 7 lines done" lines={[]} />}
    >
      <VerdictHead sign={verdictSigns.wrong} word="Wrong item" />
      <VerdictDo lines={["Take it out.", "Put it in the red tray."]} />
    </BenchFrame>
  );
}

const bench = () => document.querySelector<HTMLElement>(".bench");

describe("the bench", () => {
  it.each<Verdict>(["wrong", "extra", "unknown", "held"])("has a frame when it refuses: %s", (verdict) => {
    render(<Bench verdict={verdict} />);

    expect(bench()?.dataset["verdict"]).toBe(verdict);
    expect(document.querySelector(".bench-frame")).not.toBeNull();
  });

  it.each<Verdict>(["none", "ok", "saving"])("has no frame when nothing is wrong: %s", (verdict) => {
    render(<Bench verdict={verdict} />);

    expect(document.querySelector(".bench-frame")).toBeNull();
  });

  it("speaks a verdict at once", () => {
    render(<Bench verdict="wrong" announcement={{ id: "1", words: "Wrong item. Red retrospot oven glove." }} />);

    const region = screen.getByRole("alert");
    expect(region.getAttribute("aria-live")).toBe("assertive");
    expect(region.textContent).toBe("Wrong item. Red retrospot oven glove.");
  });

  it("speaks the same words again for another scan, and not for the same one drawn again", () => {
    const first = { id: "1", words: "Wrong item." };
    const { rerender } = render(<Bench announcement={first} />);
    const spoken = screen.getByRole("alert").firstElementChild;

    rerender(<Bench announcement={{ ...first }} />);
    expect(screen.getByRole("alert").firstElementChild).toBe(spoken);
    rerender(<Bench announcement={{ id: "2", words: "Wrong item." }} />);

    expect(screen.getByRole("alert").firstElementChild).not.toBe(spoken);
  });

  it("keeps its parts where they are when the verdict changes", () => {
    const { rerender } = render(<Bench />);
    const parts = ["bench-head", "stage", "rail", "bench-foot"].map((name) => document.querySelector(`.${name}`));

    rerender(<Bench verdict="wrong" />);

    expect(["bench-head", "stage", "rail", "bench-foot"].map((name) => document.querySelector(`.${name}`))).toEqual(
      parts,
    );
  });
});

describe("the rail", () => {
  it("marks the current line and says which lines are done without colour", () => {
    render(
      <Rail
        label="Lines"
        heading="10 of 14 units"
        summary="1 of 2 lines done"
        currentId="b"
        lines={[
          { id: "a", name: "WHITE METAL LANTERN", isDone: true, figure: "6", rest: "of 6" },
          { id: "b", name: "CREAM CUPID HEARTS COAT HANGER", figure: "4", rest: "of 8" },
        ]}
        strip={{ words: "1 refused scan" }}
      />,
    );

    const lines = screen.getAllByRole("listitem");
    expect(lines.map((line) => line.getAttribute("aria-current"))).toEqual([null, "true"]);
    expect(lines.map((line) => line.textContent)).toEqual([
      "WHITE METAL LANTERN6 of 6",
      "CREAM CUPID HEARTS COAT HANGER4 of 8",
    ]);
    expect(lines.every((line) => line.querySelector("svg") !== null)).toBe(true);
    expect(screen.getByText("1 refused scan")).toBeTruthy();
  });
});

describe("the count", () => {
  it("reads as words, and its pips are for the eye", () => {
    const { container } = render(<BigCount count={4} total={8} rest="of 8" />);

    expect(container.textContent).toBe("4 of 8");
    expect(container.querySelectorAll(".pip")).toHaveLength(8);
    expect(container.querySelectorAll(".pip[data-full]")).toHaveLength(4);
  });
});

describe("a bench button", () => {
  it("is named by the word on its barcode", async () => {
    let pressed = 0;
    render(
      <BenchButton icon={IconHelp} onPress={() => (pressed += 1)}>
        Help
      </BenchButton>,
    );

    await userEvent.click(screen.getByRole("button", { name: "Help" }));

    expect(pressed).toBe(1);
  });
});

describe("an item name", () => {
  it("stays letter for letter, and its hyphenated words do not break", () => {
    const { container } = render(<ItemName name="GLASS STAR  FROSTED T-LIGHT HOLDER." />);

    expect(container.textContent).toBe("GLASS STAR  FROSTED T-LIGHT HOLDER.");
    expect(container.querySelector(".keep-together")?.textContent).toBe("T-LIGHT");
  });
});
