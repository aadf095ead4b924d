import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { applyTheme, keepStylesOut } from "#renderer/ui/theme.ts";

const css = readFileSync("renderer/ui/theme.css", "utf8");

/** The light and the dark side of a token, as #rrggbb. */
function token(name: string): readonly [string, string] {
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(css)?.[1] ?? "";
  const colours = value.match(/#[0-9a-f]{6}/g) ?? [];
  const [light = "", dark = light] = colours;
  return [light, dark];
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2 contrast ratio. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe("text", () => {
  it.each([
    ["text", "surface"],
    ["text", "ground"],
    ["text-soft", "surface"],
    ["text-soft", "sunken"],
    ["text-soft", "accent-soft"],
    ["text-soft", "surface-soft"],
    ["accent", "surface"],
    ["accent-ink", "accent"],
    ["accent", "accent-soft"],
    ["ok-ink", "ok-soft"],
    ["wrong-ink", "wrong-soft"],
    ["wrong-ink", "surface"],
    ["extra-ink", "extra-soft"],
    ["unknown-ink", "unknown-soft"],
    ["held-ink", "held-soft"],
    ["saving-ink", "saving-soft"],
    ["offline-ink", "offline-soft"],
  ])("in %s on %s can be read in both themes", (ink, ground) => {
    for (const side of [0, 1] as const) {
      expect(contrast(token(ink)[side], token(ground)[side])).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe("what is not text but carries meaning", () => {
  it.each([
    ["border-strong", "surface"],
    ["border-strong", "ground"],
    ["focus", "surface"],
    ["focus", "accent-soft"],
    ["chart-1", "surface"],
    ["chart-2", "surface"],
    ["chart-waiting", "surface"],
  ])("%s stands out from %s in both themes", (mark, ground) => {
    for (const side of [0, 1] as const) {
      expect(contrast(token(mark)[side], token(ground)[side])).toBeGreaterThanOrEqual(3);
    }
  });
});

describe("a verdict", () => {
  it.each([
    ["verdict-ok-ink", "verdict-ok"],
    ["verdict-wrong-ink", "verdict-wrong"],
    ["verdict-extra-ink", "verdict-extra"],
    ["verdict-unknown-ink", "verdict-unknown"],
    ["verdict-held-ink", "verdict-held"],
    ["verdict-held-mark", "verdict-held"],
  ])("in %s on %s has the contrast of small print for poor eyes (7:1)", (ink, ground) => {
    expect(contrast(token(ink)[0], token(ground)[0])).toBeGreaterThanOrEqual(7);
  });

  it("is the same in both themes", () => {
    for (const name of ["ok", "wrong", "extra", "unknown", "held"]) {
      expect(token(`verdict-${name}`)[1]).toBe(token(`verdict-${name}`)[0]);
    }
  });
});

describe("the theme", () => {
  afterEach(() => void delete document.documentElement.dataset["theme"]);

  it("is chosen on the root element", () => {
    applyTheme("dark");

    expect(document.documentElement.dataset["theme"]).toBe("dark");
  });

  it("takes the place of the library's style element, once", () => {
    const page = document.implementation.createHTMLDocument();
    keepStylesOut(page);
    keepStylesOut(page);

    expect(page.querySelectorAll("#react-aria-pressable-style")).toHaveLength(1);
    expect(page.querySelectorAll("style")).toHaveLength(0);
  });
});
