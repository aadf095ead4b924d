import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { Button } from "#renderer/ui/button.tsx";
import { CommandPalette } from "#renderer/ui/command-palette.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { KeyHelp } from "#renderer/ui/key-help.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import { withCssEscape } from "./support/css-escape.ts";

withCssEscape();

afterEach(cleanup);

function Desk({ heard }: { readonly heard: string[] }) {
  const [open, setOpen] = useState<"dialog" | "palette" | "keys">();
  const close = () => setOpen(undefined);
  return (
    <>
      <Button onPress={() => setOpen("dialog")}>Hold</Button>
      <Button onPress={() => setOpen("palette")}>Commands</Button>
      <Button onPress={() => setOpen("keys")}>Keys</Button>
      <Dialog title="Put #536542 on hold?" isOpen={open === "dialog"} onClose={close}>
        <TextField label="Reason" value="" onChange={() => undefined} autoFocus />
      </Dialog>
      <CommandPalette
        label="All commands"
        placeholder="Type"
        nothingFound="No command has these words"
        isOpen={open === "palette"}
        onClose={close}
        onRun={(id) => heard.push(id)}
        commands={[
          { id: "new", label: "New order", keys: ["N"] },
          { id: "print", label: "Print the slip", keys: ["Ctrl", "P"], alsoFoundBy: "paper" },
          { id: "cancel", label: "Cancel the order", unavailable: "It has shipped" },
        ]}
      />
      <KeyHelp
        title="All keys"
        isOpen={open === "keys"}
        onClose={close}
        groups={[{ label: "Anywhere", hints: [{ keys: ["Ctrl", "K"], label: "Every command" }] }]}
      />
    </>
  );
}

function setUp() {
  const heard: string[] = [];
  render(<Desk heard={heard} />);
  return { user: userEvent.setup(), heard };
}

const button = (name: string) => screen.getByRole("button", { name });

describe("a dialog", () => {
  it("is named by its title, takes the focus, and gives it back after Esc", async () => {
    const { user } = setUp();

    button("Hold").focus();
    await user.keyboard("{Enter}");
    expect(screen.getByRole("dialog", { name: "Put #536542 on hold?" })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Reason" }));
    await user.keyboard("{Escape}");

    expect(screen.queryByRole("dialog")).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(button("Hold")));
  });

  it("keeps the tab key inside", async () => {
    const { user } = setUp();

    await user.click(button("Hold"));
    const dialog = screen.getByRole("dialog");
    await user.tab();
    await user.tab();

    expect(dialog.contains(document.activeElement)).toBe(true);
  });
});

describe("the command palette", () => {
  it("runs what Enter finds first, and gives the focus back", async () => {
    const { user, heard } = setUp();

    await user.click(button("Commands"));
    await user.keyboard("pri");
    const row = await screen.findByRole("menuitem", { name: "Print the slip" });
    expect(screen.getAllByRole("menuitem")).toHaveLength(1);
    expect(row.textContent).toBe("Print the slipCtrlP");
    await user.keyboard("{Enter}");

    expect(heard).toEqual(["print"]);
    await waitFor(() => expect(document.activeElement).toBe(button("Commands")));
  });

  it("finds a command by its other words", async () => {
    const { user } = setUp();

    await user.click(button("Commands"));
    await user.keyboard("paper");

    expect(await screen.findByRole("menuitem", { name: "Print the slip" })).toBeTruthy();
  });

  it("shows why a command cannot be done and does not run it", async () => {
    const { user, heard } = setUp();

    await user.click(button("Commands"));
    const row = await screen.findByRole("menuitem", { name: "Cancel the order" });
    expect(row.textContent).toContain("It has shipped");
    await user.click(row);

    expect(heard).toEqual([]);
  });

  it("says when nothing is found", async () => {
    const { user } = setUp();

    await user.click(button("Commands"));
    await user.keyboard("zebra");

    expect(await screen.findByText("No command has these words")).toBeTruthy();
  });
});

describe("the overlay of keys", () => {
  it("lists each key with what it does", async () => {
    const { user } = setUp();

    await user.click(button("Keys"));

    expect(screen.getByRole("dialog", { name: "All keys" }).textContent).toContain("Every command");
  });
});
