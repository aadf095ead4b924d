import { act, cleanup, render } from "@testing-library/react";
import { useEffect, useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepKeys } from "#renderer/platform/kept-keys.ts";
import { useShortcuts } from "#renderer/platform/shortcuts.ts";
import { startWedge } from "#renderer/platform/wedge.ts";

let now = 1000;
let endWedge: () => void;
let scans: string[];
/** Brings the screen that N opens: at once, or when a test says so. */
let arrive: () => void;
let done: string[];

beforeEach(() => {
  vi.useFakeTimers();
  scans = [];
  done = [];
  endWedge = startWedge({ submit: (text) => scans.push(text), accepts: () => true });
});
afterEach(() => {
  act(() => void vi.advanceTimersByTime(20_000));
  endWedge();
  cleanup();
  vi.useRealTimers();
});

function Window({ comesAtOnce }: { readonly comesAtOnce: boolean }) {
  const [isHere, setHere] = useState(false);
  const [text, setText] = useState("");
  useEffect(() => {
    arrive = () => act(() => setHere(true));
  }, []);
  useShortcuts(
    {
      n: () => {
        done.push("n");
        keepKeys();
        if (comesAtOnce) setHere(true);
      },
      h: () => done.push("h"),
      enter: () => done.push("enter of the page"),
    },
    { opening: ["n"] },
  );
  if (!isHere) return <p>Orders</p>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        done.push(`entered ${text}`);
      }}
    >
      <input aria-label="Customer" autoFocus value={text} onChange={(event) => setText(event.target.value)} />
    </form>
  );
}

async function press(key: string, gap: number): Promise<void> {
  now += gap;
  act(() => {
    vi.advanceTimersByTime(gap);
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: now });
    const target = document.activeElement ?? document.body;
    const goesOn = target.dispatchEvent(event);
    // What a browser does with a key that nobody took.
    if (goesOn && document.activeElement instanceof HTMLInputElement && key.length === 1) {
      const field = document.activeElement;
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, field.value + key);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  await act(() => Promise.resolve());
}

async function typed(text: string, gap: number): Promise<void> {
  for (const key of text) await press(key, gap);
}

async function fieldHolds(): Promise<string | undefined> {
  await act(() => Promise.resolve());
  const field = document.querySelector("input");
  return field?.value;
}

test.each([35, 55, 70, 120])("what is typed behind N is in the field that comes late, %i ms a key", async (gap) => {
  render(<Window comesAtOnce={false} />);
  await press("n", 500);
  await typed("ha", gap);
  await typed("nh nov", 120);
  arrive();
  expect(await fieldHolds()).toBe("hanh nov");
  await typed("ak", 120);
  expect(await fieldHolds()).toBe("hanh novak");
  expect(done).toEqual(["n"]);
});

test("and in one that comes at once", async () => {
  render(<Window comesAtOnce />);
  await press("n", 500);
  await typed("hana", 90);
  expect(await fieldHolds()).toBe("hana");
  expect(done).toEqual(["n"]);
});

test("what was taken back is not in it, and Enter enters it there", async () => {
  render(<Window comesAtOnce={false} />);
  await press("n", 500);
  await typed("hax", 120);
  await press("Backspace", 120);
  await press("Enter", 120);
  arrive();
  expect(await fieldHolds()).toBe("ha");
  expect(done).toEqual(["n", "entered ha"]);
});

test("a scan behind N goes where scans go, and leaves nothing in the field", async () => {
  render(<Window comesAtOnce={false} />);
  await press("n", 500);
  await typed("ha", 120);
  await press("9", 200);
  await typed("520000000844", 4);
  await press("Enter", 4);
  arrive();
  expect(await fieldHolds()).toBe("ha");
  expect(scans).toEqual(["9520000000844"]);
});

test("a scan that begins with N opens nothing", async () => {
  render(<Window comesAtOnce={false} />);
  await press("n", 500);
  await typed("h-2041", 12);
  await press("Enter", 12);
  act(() => void vi.advanceTimersByTime(500));
  expect(done).toEqual([]);
  expect(scans).toEqual(["nh-2041"]);
});

test("Esc, or a field that never comes, ends it: keys are the page's again", async () => {
  render(<Window comesAtOnce={false} />);
  await press("n", 500);
  await typed("a", 120);
  await press("Escape", 120);
  await press("h", 200);
  act(() => void vi.advanceTimersByTime(100));
  expect(done).toEqual(["n", "h"]);
  await press("n", 500);
  await press("h", 11_000);
  act(() => void vi.advanceTimersByTime(100));
  expect(done).toEqual(["n", "h", "n", "h"]);
  arrive();
  expect(await fieldHolds()).toBe("");
});
