import { useLayoutEffect, useRef } from "react";
import { wedgeSettings } from "#shared/scanning/wedge.ts";
import { isTypingTarget } from "./focus.ts";
import { keptFromPage, keptKey } from "./kept-keys.ts";
import { isTypedText, onKey, typingBegins, wedgeAnswerTo } from "./wedge.ts";

/**
 * What keys do, by stroke: "n", "?", "space", "escape", "f2", "ctrl+k", "shift+tab", or two strokes after each other,
 * "g o". Letters, digits and signs act outside fields only, and once it is certain that they are not the beginning of a
 * scan; other keys and Ctrl combinations act at once and everywhere. Where a key begins a pair, it does nothing alone.
 */
export type ShortcutMap = Readonly<Record<string, () => void>>;

export interface ShortcutOptions {
  /** False: the keys rest, as under a dialog. */
  readonly enabled?: boolean;
  /**
   * The keys are typed text although no field has the focus, such as the digits of a PIN: they act at once, however fast,
   * and the window is as slow to take them for a scan as in a field.
   */
  readonly typing?: boolean;
  /**
   * Strokes that open a screen which begins with a field. What is typed behind one of them is for that field, also where
   * it came so fast that the two could have been the beginning of a scan.
   */
  readonly opening?: readonly string[];
}

/** Of two callers that want one key, the newer gets it. */
export function useShortcuts(
  map: ShortcutMap,
  { enabled = true, typing = false, opening = none }: ShortcutOptions = {},
): void {
  const latest = useRef({ map, opening });
  useLayoutEffect(() => {
    latest.current = { map, opening };
  });
  useLayoutEffect(
    () =>
      enabled
        ? addShortcuts(
            () => latest.current.map,
            () => latest.current.opening,
          )
        : undefined,
    [enabled],
  );
  useLayoutEffect(() => (enabled && typing ? typingBegins() : undefined), [enabled, typing]);
}

const none: readonly string[] = [];

interface Holder {
  readonly map: () => ShortcutMap;
  readonly opening: () => readonly string[];
}

const holders: Holder[] = [];
let end: (() => void) | undefined;

/** Without React: the map is asked for at every key. Returns the function that takes it out again. */
export function addShortcuts(map: Holder["map"], opening: Holder["opening"] = () => none): () => void {
  const holder = { map, opening };
  holders.push(holder);
  end ??= listen();
  return () => {
    holders.splice(holders.indexOf(holder), 1);
    if (holders.length > 0) return;
    end?.();
    end = undefined;
  };
}

/** A pair's second stroke comes within this. */
const pairMilliseconds = 1500;

interface Struck {
  readonly stroke: string;
  readonly key: string;
  readonly at: number;
}

/** One listener for all callers, so that the second stroke of "g r" is nobody's "r". */
function listen(): () => void {
  let first: { readonly stroke: string; readonly at: number } | undefined;
  /** A key that may yet turn out to be a scan's, and where it opens a field, the few that came right behind it. */
  let waiting: { readonly struck: readonly Struck[]; readonly timer: number } | undefined;

  const strike = (stroke: string, at: number): boolean => {
    const pair = first && at - first.at <= pairMilliseconds ? actionFor(`${first.stroke} ${stroke}`) : undefined;
    first = undefined;
    if (pair) return run(pair);
    if (beginsPair(stroke)) {
      first = { stroke, at };
      return true;
    }
    const action = actionFor(stroke);
    return action !== undefined && run(action);
  };
  const drop = () => {
    if (waiting) clearTimeout(waiting.timer);
    waiting = undefined;
  };
  const release = () => {
    const ready = waiting;
    drop();
    for (const { stroke, key, at } of ready?.struck ?? []) if (!keptKey(key)) strike(stroke, at);
  };
  const wait = (struck: readonly Struck[]) => {
    clearTimeout(waiting?.timer);
    const { quietGap, longestGap } = wedgeSettings;
    waiting = { struck, timer: window.setTimeout(release, struck.length === 1 ? quietGap : longestGap) };
  };

  const endHearing = onKey((event, answer) => {
    const before = waiting?.struck;
    const last = before?.at(-1);
    if (answer.kind === "modifier" || !before || !last) return;
    const gap = event.timeStamp - last.at;
    const isSoon = gap <= (before.length === 1 ? wedgeSettings.quietGap : wedgeSettings.longestGap);
    if (answer.kind === "held" || answer.kind === "scanned") return drop();
    // The window may have been busy and the timer late: the times of the keys decide.
    if (answer.kind !== "character" || !isSoon) return release();
    const stroke = strokeOf(event);
    if (stroke === undefined || !opensField(before[0]?.stroke)) return drop();
    const struck = [...before, { stroke, key: event.key, at: event.timeStamp }];
    if (struck.length < wedgeSettings.leastCharacters) return wait(struck);
    // Nobody types this many so fast. A person's key goes on from here by itself, behind those before it.
    if (usualGap(struck) <= wedgeSettings.medianGap) drop();
    else release();
  });

  const pressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    const stroke = strokeOf(event);
    if (stroke === undefined) return;
    const answer = wedgeAnswerTo(event);
    if (["enter", "tab", "space"].includes(stroke) && pressesSomething(event.target)) return;
    if (writes(event)) {
      if (takesLetters(event.target) || isTypingTarget(document.activeElement)) return void (first = undefined);
      if (keptFromPage(event) || waiting?.struck.at(-1)?.at === event.timeStamp) return;
      if (answer?.kind === "character" && answer.hurried && !isTypedText()) return;
      // A key no keyboard made cannot be a scanner's.
      if (answer === undefined || isTypedText()) return void strike(stroke, event.timeStamp);
      return wait([{ stroke, key: event.key, at: event.timeStamp }]);
    }
    if (keptFromPage(event)) return;
    if (strike(stroke, event.timeStamp)) event.preventDefault();
  };

  window.addEventListener("keydown", pressed);
  return () => {
    drop();
    endHearing();
    window.removeEventListener("keydown", pressed);
  };
}

function run(action: () => void): true {
  action();
  return true;
}

function actionFor(stroke: string): (() => void) | undefined {
  for (const holder of holders.toReversed()) {
    for (const [keys, action] of Object.entries(holder.map())) if (normalised(keys) === stroke) return action;
  }
  return undefined;
}

function opensField(stroke: string | undefined): boolean {
  return stroke !== undefined && holders.some((holder) => holder.opening().includes(stroke));
}

/** The usual time from one key to the next, milliseconds. */
function usualGap(struck: readonly Struck[]): number {
  const gaps = struck.slice(1).map(({ at }, place) => at - (struck[place]?.at ?? at));
  return gaps.toSorted((one, other) => one - other)[gaps.length >> 1] ?? 0;
}

function beginsPair(stroke: string): boolean {
  return holders.some((holder) => Object.keys(holder.map()).some((keys) => normalised(keys).startsWith(`${stroke} `)));
}

const normalisedBefore = new Map<string, string>();

function normalised(keys: string): string {
  const known = normalisedBefore.get(keys);
  if (known !== undefined) return known;
  const strokes = keys.trim().toLowerCase().split(/\s+/);
  const ordered = strokes.map((stroke) => {
    const parts = stroke === "+" ? ["+"] : stroke.split(/(?<=.)\+/);
    const key = parts.at(-1) ?? "";
    const modifiers = ["ctrl", "alt", "shift"].filter((modifier) => parts.slice(0, -1).includes(modifier));
    return [...modifiers, key === "esc" ? "escape" : key].join("+");
  });
  normalisedBefore.set(keys, ordered.join(" "));
  return ordered.join(" ");
}

/** The name of what was pressed, as in a {@link ShortcutMap}. */
export function strokeOf(event: KeyboardEvent): string | undefined {
  const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
  if (["Shift", "Control", "Alt", "AltGraph", "Meta", "Dead", "Unidentified", "Process"].includes(key))
    return undefined;
  const isCharacter = [...key].length === 1;
  const isAltGraph = isCharacter && ctrlKey && altKey;
  const name = key === " " ? "space" : isCharacter ? latinLetter(event) : key.toLowerCase();
  // Shift is how a sign is written on one keyboard and not on another: it counts with letters and named keys only.
  const isSign = isCharacter && key !== " " && name.toUpperCase() === name.toLowerCase();
  const parts: string[] = [];
  if ((ctrlKey || metaKey) && !isAltGraph) parts.push("ctrl");
  if (altKey && !isAltGraph) parts.push("alt");
  if (shiftKey && !isSign) parts.push("shift");
  return [...parts, name].join("+");
}

/** On a keyboard with another script the letter printed beside it counts. */
function latinLetter({ key, code }: KeyboardEvent): string {
  const letter = key.toLowerCase();
  const isForeign = letter > "\u007f" && letter !== letter.toUpperCase();
  return isForeign && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : letter;
}

function writes({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return [...key].length === 1 && !metaKey && ctrlKey === altKey;
}

/** Where letters mean something of their own: fields, and lists that jump to what is typed. */
function takesLetters(target: EventTarget | null): boolean {
  if (isTypingTarget(target)) return true;
  const choosers = "[role=listbox], [role=menu], [role=combobox], [aria-haspopup=listbox], select";
  return target instanceof Element && target.closest(choosers) !== null;
}

function pressesSomething(target: EventTarget | null): boolean {
  if (isTypingTarget(target)) return true;
  const pressable =
    "button, a[href], select, summary, input, [role=button], [role=option], [role=menuitem], [role=tab]";
  return target instanceof Element && target.closest(pressable) !== null;
}
