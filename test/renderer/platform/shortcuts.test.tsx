import { cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useShortcuts, type ShortcutMap } from "#renderer/platform/shortcuts.ts";
import { wedgeSettings } from "#shared/scanning/wedge.ts";
import { startWedge } from "#renderer/platform/wedge.ts";

let now = 1000;
let endWedge: () => void;
let scans: string[];

beforeEach(() => {
  vi.useFakeTimers();
  scans = [];
  endWedge = startWedge({ submit: (text) => scans.push(text), accepts: () => true });
});
afterEach(() => {
  endWedge();
  cleanup();
  vi.useRealTimers();
});

function press(
  key: string,
  options: KeyboardEventInit & { readonly gap?: number; readonly target?: Element | null } = {},
) {
  const { gap = 200, target = document.body, ...init } = options;
  now += gap;
  vi.advanceTimersByTime(gap);
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, "timeStamp", { value: now });
  (target ?? document.body).dispatchEvent(event);
  return event;
}

const pause = () => vi.advanceTimersByTime(wedgeSettings.quietGap + 10);

interface KeysProps {
  readonly map: ShortcutMap;
  readonly enabled?: boolean;
  readonly typing?: boolean;
}

function Keys({ map, enabled = true, typing = false }: KeysProps) {
  useShortcuts(map, { enabled, typing });
  return (
    <>
      <input aria-label="Field" />
      <button type="button">Button</button>
      <div role="listbox">
        <span role="option" aria-selected="false" tabIndex={0}>
          Choice
        </span>
      </div>
    </>
  );
}

function recorder(...keys: string[]) {
  const done: string[] = [];
  const map = Object.fromEntries(keys.map((key) => [key, () => void done.push(key)]));
  return { done, map };
}

describe("single-letter shortcuts", () => {
  it("act a moment later, when no second key came", () => {
    const { done, map } = recorder("n");
    render(<Keys map={map} />);
    press("n");
    expect(done).toEqual([]);
    pause();
    expect(done).toEqual(["n"]);
  });

  it("are not pressed by the letters of a scan", () => {
    const { done, map } = recorder("h", "f", "c", "1", "t", "enter");
    render(<Keys map={map} />);
    for (const key of "HF-TOTE.T-14") press(key, { gap: 3 });
    press("Enter", { gap: 3 });
    pause();
    expect(done).toEqual([]);
    expect(scans).toEqual(["HF-TOTE.T-14"]);
  });

  it("go by the times of the keys when the window was busy and its timers are late", () => {
    const { done, map } = recorder("j", "k");
    render(<Keys map={map} />);
    press("j");
    now += 120;
    press("k", { gap: 0 });
    expect(done).toEqual(["j"]);
    pause();
    expect(done).toEqual(["j", "k"]);
  });

  it("stay out of fields and of lists that jump to a letter", () => {
    const { done, map } = recorder("n", "/", "1");
    const { container } = render(<Keys map={map} />);
    for (const key of ["n", "/", "1"]) {
      press(key, { target: container.querySelector("input") });
      press(key, { target: container.querySelector("[role=option]") });
      pause();
    }
    expect(done).toEqual([]);
  });

  it("know ? whatever key writes it, and a letter on a keyboard with another script", () => {
    const { done, map } = recorder("?", "n");
    render(<Keys map={map} />);
    press("?", { shiftKey: true });
    press("т", { code: "KeyN" });
    pause();
    expect(done).toEqual(["?", "n"]);
  });
});

describe("the digits of a PIN", () => {
  it("act at once and are no scan, however fast they are typed", () => {
    const { done, map } = recorder("1", "2", "3", "4", "enter");
    render(<Keys map={map} typing />);
    for (const key of "1234") press(key, { gap: 25 });
    press("Enter", { gap: 25 });
    expect(done).toEqual(["1", "2", "3", "4", "enter"]);
    expect(scans).toEqual([]);
  });

  it("still let a badge be scanned", () => {
    render(<Keys map={{}} typing />);
    for (const key of "HF-USR.7K2M9Q4T") press(key, { gap: 3 });
    press("Enter", { gap: 3 });
    expect(scans).toEqual(["HF-USR.7K2M9Q4T"]);
  });
});

describe("two-stroke shortcuts", () => {
  it("take both strokes, and their second is nobody else's", () => {
    const { done, map } = recorder("g r", "r");
    render(<Keys map={map} />);
    press("g");
    press("r");
    pause();
    expect(done).toEqual(["g r"]);
    press("r");
    pause();
    expect(done).toEqual(["g r", "r"]);
  });

  it("are forgotten after a while", () => {
    const { done, map } = recorder("g r", "r");
    render(<Keys map={map} />);
    press("g");
    press("r", { gap: 2000 });
    pause();
    expect(done).toEqual(["r"]);
  });

  it("let a key that makes no pair act by itself", () => {
    const { done, map } = recorder("g r", "n");
    render(<Keys map={map} />);
    press("g");
    press("n");
    pause();
    expect(done).toEqual(["n"]);
  });
});

describe("named keys and Ctrl combinations", () => {
  it("act at once, also in a field, and keep the page from doing its own", () => {
    const { done, map } = recorder("f2", "escape", "ctrl+enter", "ctrl+k");
    const { container } = render(<Keys map={map} />);
    const target = container.querySelector("input");
    expect(press("F2", { target }).defaultPrevented).toBe(true);
    press("Escape", { target });
    press("Enter", { target, ctrlKey: true });
    press("k", { target, ctrlKey: true });
    expect(done).toEqual(["f2", "escape", "ctrl+enter", "ctrl+k"]);
  });

  it("leave Enter and Space to the button in focus and Enter to the field", () => {
    const { done, map } = recorder("enter", "space");
    const { container } = render(<Keys map={map} />);
    press("Enter", { target: container.querySelector("button") });
    press(" ", { target: container.querySelector("button") });
    press("Enter", { target: container.querySelector("input") });
    pause();
    expect(done).toEqual([]);
    press("Enter");
    press(" ");
    pause();
    expect(done).toEqual(["enter", "space"]);
  });

  it("take no notice of repeats or of keys something else has used", () => {
    const { done, map } = recorder("escape");
    render(<Keys map={map} />);
    press("Escape", { repeat: true });
    const use = (event: Event) => event.preventDefault();
    document.body.addEventListener("keydown", use);
    press("Escape");
    document.body.removeEventListener("keydown", use);
    expect(done).toEqual([]);
  });
});

describe("several callers", () => {
  it("give a key to the newest, and back when it goes", () => {
    const outer = recorder("escape");
    const inner = recorder("escape");
    render(<Keys map={outer.map} />);
    const { unmount } = render(<Keys map={inner.map} />);
    press("Escape");
    unmount();
    press("Escape");
    expect([outer.done, inner.done]).toEqual([["escape"], ["escape"]]);
  });

  it("rest while they are not enabled", () => {
    const { done, map } = recorder("escape");
    render(<Keys map={map} enabled={false} />);
    press("Escape");
    expect(done).toEqual([]);
  });
});
