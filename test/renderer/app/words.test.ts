import { describe, expect, it } from "vitest";
import * as frame from "#renderer/app/text.ts";
import * as devices from "#renderer/features/devices/text.ts";
import * as exceptions from "#renderer/features/exceptions/text.ts";
import * as firstRun from "#renderer/features/first-run/text.ts";
import * as importing from "#renderer/features/import/text.ts";
import * as desk from "#renderer/features/order-desk/text.ts";
import * as dialogs from "#renderer/features/orders/dialog-text.ts";
import * as order from "#renderer/features/orders/order-text.ts";
import * as orders from "#renderer/features/orders/text.ts";
import * as people from "#renderer/features/people/text.ts";
import * as printing from "#renderer/features/printing/text.ts";
import * as scanners from "#renderer/features/scanners/text.ts";
import * as standing from "#renderer/features/stock/standing-text.ts";
import * as signIn from "#renderer/features/sign-in/text.ts";
import * as stock from "#renderer/features/stock/text.ts";

const modules = {
  exceptions,
  printing,
  scanners,
  standing,
  frame,
  devices,
  firstRun,
  importing,
  desk,
  dialogs,
  order,
  orders,
  people,
  signIn,
  stock,
};

/** Every text in a module, and the source of every function that makes one. */
function textsIn(value: unknown, path: string): readonly (readonly [path: string, text: string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String(value)]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${path}.${key}`));
}

const texts = textsIn(modules, "text");
const plain = texts.filter(
  ([path, text]) => !path.includes("demoFields") && !text.includes("=>") && !text.startsWith("function"),
);

describe("the words on the desk's screens", () => {
  it("are found by this test", () => {
    expect(texts.length).toBeGreaterThan(300);
  });

  it.each(["error", "invalid", "failed", "please", "oops", "sorry", "successfully", "conflict"])(
    "never say %j",
    (word) => {
      const said = plain.filter(([, text]) => new RegExp(`\\b${word}\\b`, "iu").test(text));
      expect(said).toEqual([]);
    },
  );

  it("write quantities with of, never with a stroke", () => {
    expect(plain.filter(([, text]) => /\d\s*\/\s*\d/u.test(text))).toEqual([]);
  });

  it("are in sentence case: no second word begins with a capital that is not a name", () => {
    const names =
      /^(?:Holdfast|Shopify|GS1|PIN|SKU|CSV|PDF|ZPL|IP|GB|GBP|Esc|Enter|Ctrl|Orders|Devices|Printers|Printing|Scanners|Brecknell|Avery|HF|E-mail|I|A|Z|Pack|Order|Lead|Unit)/u;
    const shouting = plain.filter(([, text]) =>
      text.split(/(?<=[.!?:])\s+/u).some((sentence) =>
        sentence
          .split(/\s+/u)
          .slice(1)
          .some((word) => /^[A-Z][a-z]/u.test(word) && !names.test(word)),
      ),
    );
    expect(shouting).toEqual([]);
  });
});
