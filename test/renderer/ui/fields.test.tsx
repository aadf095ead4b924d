import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { NumberField } from "#renderer/ui/number-field.tsx";
import { SearchField } from "#renderer/ui/search-field.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";

afterEach(cleanup);

const howItLooks = "GB postcodes have two parts. Type it like TR26 1HE.";
const check = (value: string) => (/^\w+ \w+$/.test(value) ? undefined : howItLooks);

function Postcode({ problem }: { readonly problem?: string }) {
  const [value, setValue] = useState("");
  return <TextField label="Postcode" value={value} onChange={setValue} check={check} problem={problem} />;
}

const postcode = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Postcode" });

describe("a field that needs mending", () => {
  it("says nothing while it is typed in", async () => {
    render(<Postcode />);

    await userEvent.type(postcode(), "TR26");

    expect(screen.queryByText(howItLooks)).toBeNull();
  });

  it("says how the value should look once it is left, and is described by it", async () => {
    render(<Postcode />);
    const user = userEvent.setup();

    await user.type(postcode(), "TR26");
    await user.tab();

    const words = screen.getByText(howItLooks);
    expect(postcode().getAttribute("aria-invalid")).toBe("true");
    const described = (postcode().getAttribute("aria-describedby") ?? "").split(" ");
    expect(described.some((id) => document.getElementById(id)?.contains(words))).toBe(true);
  });

  it("takes the words back as soon as the value is right", async () => {
    render(<Postcode />);
    const user = userEvent.setup();

    await user.type(postcode(), "TR26");
    await user.tab();
    await user.type(postcode(), " ");
    expect(screen.getByText(howItLooks)).toBeTruthy();
    await user.type(postcode(), "1");

    expect(screen.queryByText(howItLooks)).toBeNull();
    expect(postcode().getAttribute("aria-invalid")).toBeNull();
  });

  it("keeps a problem found elsewhere until its owner takes it away", async () => {
    const { rerender } = render(<Postcode problem="No such place" />);

    await userEvent.type(postcode(), "TR26 1HE");
    expect(screen.getByText("No such place")).toBeTruthy();
    rerender(<Postcode />);

    expect(screen.queryByText("No such place")).toBeNull();
  });
});

describe("a text field", () => {
  it("gives its value on Enter and its leave to Esc", async () => {
    const heard: string[] = [];
    render(
      <TextField
        label="Terminal reference"
        value="4471"
        onChange={() => undefined}
        onEnter={(value) => heard.push(`enter ${value}`)}
        onEscape={() => heard.push("escape")}
      />,
    );
    const user = userEvent.setup();

    await user.click(screen.getByRole("textbox", { name: "Terminal reference" }));
    await user.keyboard("{Enter}{Control>}{Enter}{/Control}{Escape}");

    expect(heard).toEqual(["enter 4471", "escape"]);
  });
});

describe("a number field", () => {
  function Weight({ told }: { readonly told: (number | undefined)[] }) {
    const [value, setValue] = useState<number | undefined>(1.25);
    return (
      <NumberField
        label="Weight"
        suffix="kg"
        minimum={0}
        step={0.01}
        value={value}
        onChange={(next) => {
          told.push(next);
          setValue(next);
        }}
      />
    );
  }

  it("tells the number when it is left, and that there is none when it was emptied", async () => {
    const told: (number | undefined)[] = [];
    render(<Weight told={told} />);
    const user = userEvent.setup();
    const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Weight" });

    await user.clear(field);
    await user.type(field, "1,204.5");
    expect(told).toEqual([]);
    await user.tab();
    await user.clear(field);
    await user.tab();

    expect(told).toEqual([1204.5, undefined]);
  });
});

describe("the search field", () => {
  function Search({ heard }: { readonly heard: string[] }) {
    const [value, setValue] = useState("lantern");
    return (
      <SearchField
        label="Search orders"
        placeholder="Name, postcode"
        value={value}
        onChange={setValue}
        onEnter={(found) => heard.push(found)}
      />
    );
  }

  it("goes on to the results by Enter or the down arrow, and is cleared by Esc", async () => {
    const heard: string[] = [];
    render(<Search heard={heard} />);
    const field = screen.getByRole<HTMLInputElement>("searchbox", { name: "Search orders" });

    await userEvent.type(field, "{Enter}{ArrowDown}");
    expect(heard).toEqual(["lantern", "lantern"]);
    await userEvent.type(field, "{Escape}");

    expect(field.value).toBe("");
  });
});
