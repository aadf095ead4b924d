import { useLayoutEffect, useRef } from "react";
import { wedgeSettings } from "#shared/scanning/wedge.ts";
import { isTypingTarget } from "./focus.ts";
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
}

/** Of two callers that want one key, the newer gets it. */
export function useShortcuts(map: ShortcutMap, { enabled = true, typing = false }: ShortcutOptions = {}): void {
  const latest = useRef(map);
  useLayoutEffect(() => {
    latest.current = map;
  });
  useLayoutEffect(() => (enabled ? addShortcuts(() => latest.current) : undefined), [enabled]);
  useLayoutEffect(() => (enabled && typing ? typingBegins() : undefined), [enabled, typing]);
}

type Holder = () => ShortcutMap;

const holders: Holder[] = [];
let end: (() => void) | undefined;

/** Without React: the map is asked for at every key. Returns the function that takes it out again. */
export function addShortcuts(holder: Holder): () => void {
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

/** One listener for all callers, so that the second stroke of "g r" is nobody's "r". */
function listen(): () => void {
  let first: { readonly stroke: string; readonly at: number } | undefined;
  let waiting: { readonly stroke: string; readonly at: number; readonly timer: number } | undefined;

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
    if (ready) strike(ready.stroke, ready.at);
  };

  const endHearing = onKey((event, answer) => {
    if (answer.kind === "modifier" || !waiting) return;
    const soon = event.timeStamp - waiting.at <= wedgeSettings.quietGap;
    const isScan = answer.kind === "held" || answer.kind === "scanned" || (answer.kind === "character" && soon);
    // The window may have been busy and the timer late: the times of the keys decide.
    if (isScan) drop();
    else release();
  });

  const pressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    const stroke = strokeOf(event);
    if (stroke === undefined) return;
    const answer = wedgeAnswerTo(event);
    if (["enter", "tab", "space"].includes(stroke) && pressesSomething(event.target)) return;
    if (writes(event)) {
      if (takesLetters(event.target)) return void (first = undefined);
      if (answer?.kind === "character" && answer.hurried && !isTypedText()) return;
      // A key no keyboard made cannot be a scanner's.
      if (answer === undefined || isTypedText()) return void strike(stroke, event.timeStamp);
      const timer = window.setTimeout(release, wedgeSettings.quietGap);
      waiting = { stroke, at: event.timeStamp, timer };
      return;
    }
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
    for (const [keys, action] of Object.entries(holder())) if (normalised(keys) === stroke) return action;
  }
  return undefined;
}

function beginsPair(stroke: string): boolean {
  return holders.some((holder) => Object.keys(holder()).some((keys) => normalised(keys).startsWith(`${stroke} `)));
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
