import { afterEach, describe, expect, it } from "vitest";
import { isTypingTarget, rememberFocus } from "#renderer/platform/focus.ts";

afterEach(() => document.body.replaceChildren());

function add(html: string): HTMLElement {
  document.body.insertAdjacentHTML("beforeend", html);
  return document.body.lastElementChild as HTMLElement;
}

describe("where letters are text and not commands", () => {
  it.each(["<input>", "<input type=search>", "<input type=number>", "<textarea></textarea>"])("is %s", (html) => {
    expect(isTypingTarget(add(html))).toBe(true);
  });

  it.each(["<button>", "<input type=checkbox>", "<input type=radio>", "<table tabindex=0>", "<select>"])(
    "is not %s",
    (html) => {
      expect(isTypingTarget(add(html))).toBe(false);
    },
  );

  it("is not nothing", () => {
    expect(isTypingTarget(null)).toBe(false);
  });
});

describe("remembered focus", () => {
  it("comes back when what took it is gone", () => {
    const button = add("<button>Hold</button>");
    const field = add("<input>");
    button.focus();
    const giveBack = rememberFocus();

    field.focus();
    field.remove();
    giveBack();

    expect(document.activeElement).toBe(button);
  });

  it("stays where the person has meanwhile gone", () => {
    const button = add("<button>Hold</button>");
    const field = add("<input>");
    button.focus();
    const giveBack = rememberFocus();

    field.focus();
    giveBack();

    expect(document.activeElement).toBe(field);
  });
});
