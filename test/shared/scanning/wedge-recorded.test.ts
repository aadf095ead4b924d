import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { feedWedge, wedgeAtRest, wedgeSettingsFor } from "#shared/scanning/wedge.ts";

/**
 * Scans that a program typed at the X server, as the window's keydown events bore them: the key and its `timeStamp` in
 * milliseconds. Written down while the wedge bench ran, with main or the renderer blocked in some. The end of a code never
 * gets past the decoder, so its time is put in: amid the keys around it, or a gap after the last.
 */
interface Recorded {
  readonly kind: string;
  /** Milliseconds between two keys that the scanner was set to; its speed was learnt before. */
  readonly gap: number;
  readonly codes: readonly string[];
  readonly keys: readonly (readonly [key: string, timeStamp: number])[];
}

const fixture = join(import.meta.dirname, "../../fixtures/wedge/typed-scans.json");
const recorded = JSON.parse(readFileSync(fixture, "utf8")) as readonly Recorded[];

function read({ keys, gap }: Recorded, inField: boolean): string[] {
  let state = wedgeAtRest;
  return keys.flatMap(([key, timeStamp]) => {
    const press = { key, timeStamp, control: false, menu: false, inField };
    const step = feedWedge(state, press, wedgeSettingsFor(gap));
    state = step.state;
    return step.answer.kind === "scanned" ? [step.answer.text] : [];
  });
}

describe("scans as a window received them", () => {
  it.each(recorded.map((each) => [`${each.kind}, ${each.gap} ms`, each] as const))(
    "%s: each is found, none is glued to another",
    (_name, each) => {
      expect(read(each, each.kind === "in a field")).toEqual(each.codes);
      // Where they fell makes no difference to a scanner whose speed was learnt.
      expect(read(each, true)).toEqual(each.codes);
    },
  );

  it("are no scans at a person's pace: the same keys, stretched", () => {
    for (const each of recorded) {
      const [, first = 0] = each.keys[0] ?? [];
      const factor = 62 / Math.max(1, each.gap) + 1;
      const keys = each.keys.map(([key, at]) => [key, first + (at - first) * factor] as const);
      expect(read({ ...each, keys, gap: 3 }, true)).toEqual([]);
    }
  });
});
