import { longestScan } from "./scan.ts";

/**
 * Tells a keyboard-wedge scanner from a person by the times of the keys alone: pure, one key at a time. Times must be
 * those of the event itself (`event.timeStamp`), which stay true while the window is busy.
 */
export interface KeyPress {
  /** As `KeyboardEvent.key` has it. */
  readonly key: string;
  /** Milliseconds, from any fixed moment. */
  readonly timeStamp: number;
  /** Control is down and Alt is not: with both down it is AltGr, which writes ordinary characters. */
  readonly control: boolean;
  /** Alt or the system key is down without Control: a menu's key, never a scanner's. */
  readonly menu: boolean;
  /** The key would write into a field. */
  readonly inField: boolean;
}

export interface WedgeSettings {
  /** Into a field, without a prefix, the median gap of a scan's characters is at most this: people type there. */
  readonly medianGapInField: number;
  /** Outside a field nobody types whole words, so that slow radio scanners (32 ms and more) are read there too. */
  readonly medianGap: number;
  /** A longer gap ends what came before: two keys this far apart never belong to one scan. */
  readonly longestGap: number;
  /** The same after a prefix, where nothing has to be guessed and slow radio scanners may take their time. */
  readonly longestGapAfterPrefix: number;
  /** A lone character is a person's once this long nothing followed it. */
  readonly quietGap: number;
  readonly leastCharactersInField: number;
  /** A shelf label may bear as little as `T-14`; outside a field nobody types four characters that fast. */
  readonly leastCharacters: number;
}

export const wedgeSettings: WedgeSettings = {
  medianGapInField: 32,
  medianGap: 60,
  longestGap: 90,
  longestGapAfterPrefix: 250,
  quietGap: 60,
  leastCharactersInField: 6,
  leastCharacters: 4,
};

/** No person types a key every so few milliseconds, word after word; a threshold never comes closer to it than this. */
const fastestPerson = 50;

/**
 * The settings for a station whose scanner types a key every `medianGapMs`, as three scans showed; null: the usual ones.
 * A third more than its own pace lets a radio stumble. A quick scanner changes nothing: the usual threshold is far from any
 * person already, and a lower one would miss its scans on a busy computer.
 */
export function wedgeSettingsFor(medianGapMs: number | null): WedgeSettings {
  if (medianGapMs === null) return wedgeSettings;
  const medianGapInField = Math.min(
    fastestPerson,
    Math.max(wedgeSettings.medianGapInField, Math.ceil((medianGapMs * 4) / 3) + 2),
  );
  return { ...wedgeSettings, medianGapInField };
}

/** Keys came as a scanner sends them, but no end: what a person would see as text that stays in the field. */
export function isUnfinishedScan(state: WedgeState, settings: WedgeSettings = wedgeSettings): boolean {
  return (
    state.kind === "reading" &&
    state.text.length >= settings.leastCharactersInField &&
    (state.forced || median(state.gaps) <= settings.medianGapInField)
  );
}

export type WedgeState =
  /** `endedAt`: when the last scan ended, as long as its second line end may still come. */
  | { readonly kind: "quiet"; readonly endedAt: number | null }
  | {
      readonly kind: "reading";
      /** A prefix said so: every key belongs to the scan. */
      readonly forced: boolean;
      readonly text: string;
      readonly gaps: readonly number[];
      readonly lastAt: number;
    };

export const wedgeAtRest: WedgeState = { kind: "quiet", endedAt: null };

export type WedgeAnswer =
  /** No part of a scan. */
  | { readonly kind: "passes" }
  /** Shift and its like: neither part of a scan nor its end. */
  | { readonly kind: "modifier" }
  /**
   * A scan's or a person's character, the `position`th since the last pause (from 1). `hurried` if it came too soon after
   * the one before to be a person's.
   */
  | { readonly kind: "character"; readonly position: number; readonly hurried: boolean }
  /** Keep it from the page. */
  | { readonly kind: "held" }
  /** A scan is complete. Keep its end from the page, and take back the characters that reached it. */
  | { readonly kind: "scanned"; readonly text: string; readonly medianGap: number };

export interface WedgeStep {
  readonly state: WedgeState;
  readonly answer: WedgeAnswer;
}

const modifiers = new Set([
  "Shift",
  "Control",
  "Alt",
  "AltGraph",
  "Meta",
  "CapsLock",
  "NumLock",
  "Fn",
  "Hyper",
  "Super",
]);

/** What scanners send between the parts of a GS1 code, as a keyboard has to press it. */
const controlCharacters: Readonly<Record<string, string>> = {
  "]": "\u001d",
  "^": "\u001e",
  d: "\u0004",
};

type Part = "prefix" | "end" | "modifier" | "other" | { readonly character: string };

function partOf({ key, control, menu }: KeyPress): Part {
  if (modifiers.has(key)) return "modifier";
  if (key === "F9") return "prefix";
  if (menu) return "other";
  if (control) {
    const letter = key.toLowerCase();
    if (letter === "b") return "prefix";
    if (letter === "m" || letter === "j") return "end";
    const character = controlCharacters[letter];
    return character === undefined ? "other" : { character };
  }
  if (key === "Enter" || key === "Tab") return "end";
  return [...key].length === 1 ? { character: key } : "other";
}

/** Takes in one key; auto-repeats and keys of a composition must not be fed. */
export function feedWedge(state: WedgeState, press: KeyPress, settings: WedgeSettings = wedgeSettings): WedgeStep {
  const part = partOf(press);
  if (part === "modifier") return { state, answer: { kind: "modifier" } };
  const current = afterPause(state, press, settings);
  if (part === "prefix") return { state: reading(true, press.timeStamp), answer: { kind: "held" } };
  if (part === "other") return { state: wedgeAtRest, answer: { kind: "passes" } };
  return part === "end" ? end(current, press, settings) : character(current, part.character, press, settings);
}

function reading(forced: boolean, lastAt: number): Extract<WedgeState, { kind: "reading" }> {
  return { kind: "reading", forced, text: "", gaps: [], lastAt };
}

/** Forgets what lies too far back to belong together with this key. */
function afterPause(state: WedgeState, { timeStamp }: KeyPress, settings: WedgeSettings): WedgeState {
  const last = state.kind === "quiet" ? state.endedAt : state.lastAt;
  if (last === null) return state;
  const longest = state.kind === "reading" && state.forced ? settings.longestGapAfterPrefix : settings.longestGap;
  return timeStamp - last > longest ? wedgeAtRest : state;
}

function character(state: WedgeState, text: string, press: KeyPress, settings: WedgeSettings): WedgeStep {
  // A control character alone is a shortcut of the page's; within a scan it separates two parts.
  if (press.control && state.kind === "quiet") return { state: wedgeAtRest, answer: { kind: "passes" } };
  const before = state.kind === "reading" ? state : reading(false, press.timeStamp);
  if (before.text.length >= longestScan) return { state: wedgeAtRest, answer: { kind: "passes" } };
  const gap = press.timeStamp - before.lastAt;
  const gaps = before.text === "" ? [] : [...before.gaps, gap];
  const next: WedgeState = { ...before, text: before.text + text, gaps, lastAt: press.timeStamp };
  if (before.forced || press.control) return { state: next, answer: { kind: "held" } };
  const hurried = before.text !== "" && gap <= settings.quietGap;
  // A space or an Enter amid a scan would press the button in focus.
  if (hurried && text === " " && !press.inField) return { state: next, answer: { kind: "held" } };
  return { state: next, answer: { kind: "character", position: gaps.length + 1, hurried } };
}

function end(state: WedgeState, press: KeyPress, settings: WedgeSettings): WedgeStep {
  // Scanners set to send CR and LF: the second must not press what is in focus.
  if (state.kind === "quiet") return { state, answer: { kind: state.endedAt === null ? "passes" : "held" } };
  const { text, gaps, forced } = state;
  const scanned: WedgeStep = {
    state: { kind: "quiet", endedAt: press.timeStamp },
    answer: { kind: "scanned", text, medianGap: gaps.length === 0 ? 0 : median(gaps) },
  };
  if (forced) return text === "" ? { state: wedgeAtRest, answer: { kind: "passes" } } : scanned;
  const least = press.inField ? settings.leastCharactersInField : settings.leastCharacters;
  const slowest = press.inField ? settings.medianGapInField : settings.medianGap;
  if (text.length >= least && median(gaps) <= slowest) return scanned;
  // Too slow to be known for a scan, too fast to be meant for a button: it presses nothing.
  const unsure = !press.inField && gaps.length > 0;
  return { state: wedgeAtRest, answer: { kind: unsure ? "held" : "passes" } };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.POSITIVE_INFINITY;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
