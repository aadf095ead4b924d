import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  feedWedge,
  isUnfinishedScan,
  type KeyPress,
  type WedgeAnswer,
  wedgeAtRest,
  type WedgeSettings,
  wedgeSettingsFor,
} from "#shared/scanning/wedge.ts";

interface Stroke {
  readonly key: string;
  /** Milliseconds since the key before. */
  readonly gap: number;
  readonly control?: boolean;
}

function press(strokes: readonly Stroke[], inField = false): WedgeAnswer[] {
  let state = wedgeAtRest;
  let now = 1000;
  return strokes.map(({ key, gap, control = false }) => {
    now += gap;
    const keyPress: KeyPress = { key, timeStamp: now, control, menu: false, inField };
    const step = feedWedge(state, keyPress);
    state = step.state;
    return step.answer;
  });
}

const scans = (answers: readonly WedgeAnswer[]) =>
  answers.flatMap((answer) => (answer.kind === "scanned" ? [answer.text] : []));
const typed = (text: string, gap: number, first = 1000): Stroke[] =>
  [...text].map((key, index) => ({ key, gap: index === 0 ? first : gap }));
const enter = (gap: number): Stroke => ({ key: "Enter", gap });

const scannedText = fc.string({ minLength: 6, maxLength: 60, unit: "grapheme-ascii" });
const scannerGap = fc.double({ min: 0, max: 32, noNaN: true });
const personGap = fc.double({ min: 61, max: 900, noNaN: true });

describe("a scanner that types", () => {
  it("is read with Enter or Tab at its end", () => {
    expect(scans(press([...typed("5012345678900", 3), enter(3)]))).toEqual(["5012345678900"]);
    expect(scans(press([...typed("5012345678900", 3), { key: "Tab", gap: 3 }]))).toEqual(["5012345678900"]);
  });

  it("is read whole, whatever it says, as long as its keys come at a scanner's speed", () => {
    fc.assert(
      fc.property(
        scannedText,
        fc.array(scannerGap, { minLength: 61, maxLength: 61 }),
        fc.boolean(),
        (text, gaps, field) => {
          const strokes = [...text].map((key, index) => ({ key, gap: gaps[index] ?? 0 }));
          expect(scans(press([...strokes, enter(gaps[60] ?? 0)], field))).toEqual([text]);
        },
      ),
    );
  });

  it("may stumble over a few keys", () => {
    const strokes = typed("5012345678900", 10).map((stroke, index) => (index === 5 ? { ...stroke, gap: 85 } : stroke));
    expect(scans(press([...strokes, enter(10)]))).toEqual(["5012345678900"]);
  });

  it("that sends two codes back to back gives two scans", () => {
    fc.assert(
      fc.property(scannedText, scannedText, scannerGap, (one, other, gap) => {
        const strokes = [...typed(one, gap), enter(gap), ...typed(other, gap, gap), enter(gap)];
        expect(scans(press(strokes))).toEqual([one, other]);
      }),
    );
  });

  it("is told from what was typed just before it", () => {
    expect(scans(press([...typed("abc", 120), ...typed("4006381333931", 3, 400), enter(3)], true))).toEqual([
      "4006381333931",
    ]);
  });

  it("presses Shift and Control on the way, which do not count", () => {
    const strokes = typed("HF-TOTE", 4).flatMap((stroke) => [
      { key: "Shift", gap: stroke.gap },
      { ...stroke, gap: 1 },
    ]);
    expect(scans(press([...strokes, enter(4)]))).toEqual(["HF-TOTE"]);
  });

  it("sends the group separator as Control and a bracket", () => {
    const answers = press([
      ...typed("10AB12", 4),
      { key: "]", gap: 4, control: true },
      ...typed("21X", 4, 4),
      enter(4),
    ]);
    expect(scans(answers)).toEqual(["10AB12\u001d21X"]);
    expect(answers[6]).toEqual({ kind: "held" });
  });

  it("may end with two line ends, of which the second presses nothing", () => {
    const answers = press([...typed("22960-1", 4), enter(4), { key: "j", gap: 4, control: true }, enter(400)]);
    expect(answers.slice(-3)).toEqual([
      { kind: "scanned", text: "22960-1", medianGap: 4 },
      { kind: "held" },
      { kind: "passes" },
    ]);
  });

  it("may send as little as four characters outside a field, six in one", () => {
    expect(scans(press([...typed("T-14", 3), enter(3)]))).toEqual(["T-14"]);
    expect(scans(press([...typed("T-14", 3), enter(3)], true))).toEqual([]);
    expect(scans(press([...typed("84406B", 3), enter(3)], true))).toEqual(["84406B"]);
  });

  it("may be a slow radio scanner where nobody types", () => {
    expect(scans(press([...typed("5012345678900", 48), enter(48)]))).toEqual(["5012345678900"]);
    expect(scans(press([...typed("5012345678900", 48), enter(48)], true))).toEqual([]);
  });

  it("cannot press a button with a space amid its code", () => {
    const answers = press(typed("AB CD", 3));
    expect(answers[2]).toEqual({ kind: "held" });
  });

  it("that is too slow to be known for one presses nothing either", () => {
    expect(press([...typed("12345678", 70), enter(70)]).at(-1)).toEqual({ kind: "held" });
    expect(press([...typed("12345678", 70), enter(70)], true).at(-1)).toEqual({ kind: "passes" });
  });
});

describe("a scanner with a prefix", () => {
  it("is read however short and slow its code, and none of its keys reach the page", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 30, unit: "grapheme-ascii" }),
        fc.double({ min: 0, max: 240, noNaN: true }),
        fc.boolean(),
        fc.constantFrom<Stroke>({ key: "F9", gap: 500 }, { key: "b", gap: 500, control: true }),
        (text, gap, field, prefix) => {
          const answers = press([prefix, ...typed(text, gap, gap), enter(gap)], field);
          expect(scans(answers)).toEqual([text]);
          expect(answers.slice(0, -1).every((answer) => answer.kind === "held")).toBe(true);
        },
      ),
    );
  });

  it("reads nothing where nothing follows", () => {
    expect(press([{ key: "F9", gap: 500 }, enter(40)])).toEqual([{ kind: "held" }, { kind: "passes" }]);
  });

  it("gives the keyboard back to a person who pressed it by mistake", () => {
    expect(
      press([
        { key: "F9", gap: 500 },
        { key: "n", gap: 600 },
      ])[1],
    ).toEqual({
      kind: "character",
      position: 1,
      hurried: false,
    });
  });
});

describe("a scanner whose speed was learnt", () => {
  const slow = wedgeSettingsFor(32);
  const pressedIn = (strokes: readonly Stroke[], settings: WedgeSettings) => {
    let state = wedgeAtRest;
    let now = 1000;
    return strokes.map(({ key, gap }) => {
      now += gap;
      const step = feedWedge(state, { key, timeStamp: now, control: false, menu: false, inField: true }, settings);
      state = step.state;
      return step.answer;
    });
  };

  it("is read in a field too, though a radio makes it slow and uneven", () => {
    const strokes = typed("5012345678900", 32).map((stroke, index) => ({
      ...stroke,
      gap: stroke.gap + (index % 3) * 4,
    }));
    expect(scans(pressedIn([...strokes, enter(32)], slow))).toEqual(["5012345678900"]);
  });

  it("never brings the threshold to where people type, and a quick one keeps the usual", () => {
    expect(wedgeSettingsFor(60).medianGapInField).toBeLessThanOrEqual(50);
    expect(wedgeSettingsFor(3)).toEqual(wedgeSettingsFor(null));
    expect(scans(pressedIn([...typed("hello there", 58), enter(58)], wedgeSettingsFor(60)))).toEqual([]);
  });

  it("that sends no Enter is noticed by what it leaves behind", () => {
    let state = wedgeAtRest;
    for (const [index, key] of [..."5012345678900"].entries()) {
      const press = { key, timeStamp: 1000 + index * 4, control: false, menu: false, inField: false };
      state = feedWedge(state, press).state;
    }
    expect(isUnfinishedScan(state)).toBe(true);
    expect(isUnfinishedScan(wedgeAtRest)).toBe(false);
  });
});

describe("a person who types", () => {
  it("never makes a scan, however long", () => {
    fc.assert(
      fc.property(
        scannedText,
        fc.array(personGap, { minLength: 61, maxLength: 61 }),
        fc.boolean(),
        (text, gaps, field) => {
          const strokes = [...text].map((key, index) => ({ key, gap: gaps[index] ?? 61 }));
          expect(scans(press([...strokes, enter(gaps[60] ?? 61)], field))).toEqual([]);
        },
      ),
    );
  });

  it("is known by the pause around a key", () => {
    expect(press(typed("go", 120))).toEqual([
      { kind: "character", position: 1, hurried: false },
      { kind: "character", position: 1, hurried: false },
    ]);
    expect(press(typed("go", 20))).toEqual([
      { kind: "character", position: 1, hurried: false },
      { kind: "character", position: 2, hurried: true },
    ]);
  });

  it("keeps shortcuts, arrows and a lone Enter", () => {
    expect(
      press([
        { key: "k", gap: 10, control: true },
        { key: "]", gap: 10, control: true },
        { key: "ArrowDown", gap: 10 },
        enter(10),
      ]),
    ).toEqual(Array.from({ length: 4 }, () => ({ kind: "passes" })));
  });

  it("breaks off a scan with a key no scanner sends", () => {
    expect(scans(press([...typed("501234", 3), { key: "ArrowLeft", gap: 3 }, enter(3)]))).toEqual([]);
  });
});
