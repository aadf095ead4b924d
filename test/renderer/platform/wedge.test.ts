import { afterEach, describe, expect, it } from "vitest";
import { startWedge } from "#renderer/platform/wedge.ts";

let now = 1000;
let end: (() => void) | undefined;

afterEach(() => {
  end?.();
  end = undefined;
  document.body.innerHTML = "";
});

function start(accepts: (event: KeyboardEvent) => boolean = () => true): string[] {
  const scans: string[] = [];
  end = startWedge({ submit: (text) => scans.push(text), accepts });
  return scans;
}

/** One key as a keyboard makes it: the field it falls on takes the character unless the page is kept from it. */
function press(key: string, gap: number, target: Element = document.body): KeyboardEvent {
  now += gap;
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  Object.defineProperty(event, "timeStamp", { value: now });
  target.dispatchEvent(event);
  if (!event.defaultPrevented && target instanceof HTMLInputElement && key.length === 1) target.value += key;
  return event;
}

function scan(code: string, target?: Element): KeyboardEvent {
  for (const [index, key] of [...code].entries()) press(key, index === 0 ? 500 : 3, target);
  return press("Enter", 3, target);
}

function field(value: string): HTMLInputElement {
  const input = document.createElement("input");
  input.value = value;
  document.body.append(input);
  input.focus();
  return input;
}

describe("the wedge in a window", () => {
  it("hands over a scan and keeps its Enter from the page", () => {
    const scans = start();
    const heard: string[] = [];
    const listen = (event: KeyboardEvent) => heard.push(event.key);
    document.body.addEventListener("keydown", listen);
    expect(scan("5012345678900").defaultPrevented).toBe(true);
    expect(scans).toEqual(["5012345678900"]);
    expect(heard).not.toContain("Enter");
  });

  it("puts back what stood in the field it fell into, and says so", () => {
    const scans = start();
    const input = field("Tom");
    const heard: string[] = [];
    input.addEventListener("input", () => heard.push(input.value));
    scan("5012345678900", input);
    expect(scans).toEqual(["5012345678900"]);
    expect(input.value).toBe("Tom");
    expect(heard).toEqual(["Tom"]);
  });

  it("leaves alone what a person types and sends off with Enter", () => {
    const scans = start();
    const input = field("");
    for (const key of "22960 x") press(key, 80, input);
    expect(press("Enter", 120, input).defaultPrevented).toBe(false);
    expect(input.value).toBe("22960 x");
    expect(scans).toEqual([]);
  });

  it("keeps the keys of a scan with a prefix from the field at all", () => {
    const scans = start();
    const input = field("");
    press("F9", 500, input);
    for (const key of "A1") press(key, 30, input);
    press("Enter", 30, input);
    expect(scans).toEqual(["A1"]);
    expect(input.value).toBe("");
  });

  it("ignores keys no keyboard made", () => {
    const scans = start((event) => event.isTrusted);
    scan("5012345678900");
    expect(scans).toEqual([]);
  });

  it("ignores a key that is held down", () => {
    const scans = start();
    for (let count = 0; count < 8; count += 1) {
      now += 10;
      const event = new KeyboardEvent("keydown", { key: "a", repeat: true, bubbles: true });
      Object.defineProperty(event, "timeStamp", { value: now });
      document.body.dispatchEvent(event);
    }
    press("Enter", 10);
    expect(scans).toEqual([]);
  });
});
