import {
  feedWedge,
  isUnfinishedScan,
  type KeyPress,
  type WedgeAnswer,
  wedgeAtRest,
  wedgeSettings,
  type WedgeSettings,
  type WedgeState,
} from "#shared/scanning/wedge.ts";
import { isTypingTarget } from "./focus.ts";
import { submitScan } from "./submit-scan.ts";

/**
 * Reads a keyboard-wedge scanner in the whole window: whatever has the focus, a scan goes to main and leaves no trace in
 * the page. Deciding what is a scan is {@link feedWedge}'s; this is only its edge to the document.
 */
export interface WedgeOptions {
  readonly submit?: (text: string) => void;
  /** Only keys a keyboard made count; a test has no keyboard. */
  readonly accepts?: (event: KeyboardEvent) => boolean;
  /** As this station's scanner was learnt; asked at every key. */
  readonly settings?: () => WedgeSettings;
}

type KeyListener = (event: KeyboardEvent, answer: WedgeAnswer) => void;

const listeners = new Set<KeyListener>();
const answers = new WeakMap<KeyboardEvent, WedgeAnswer>();

/** Hears every key together with what the decoder made of it, before anything in the page does. */
export function onKey(listener: KeyListener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const endless = new Set<() => void>();
/** So long after its last key, a scanner that sends an end has sent it. Milliseconds. */
const endlessAfterMs = 600;

/** Told when keys came as fast as a scanner's, and then nothing: it sends no Enter. */
export function onUnfinishedScan(listener: () => void): () => void {
  endless.add(listener);
  return () => void endless.delete(listener);
}

/** What the decoder made of this key; undefined for keys it was not asked about. */
export function wedgeAnswerTo(event: KeyboardEvent): WedgeAnswer | undefined {
  return answers.get(event);
}

let typists = 0;

/** What is typed is text, although no field has the focus. The function given back ends that. */
export function typingBegins(): () => void {
  typists += 1;
  return () => {
    typists -= 1;
  };
}

export function isTypedText(): boolean {
  return typists > 0;
}

/** Call once a window. The function given back ends it. */
export function startWedge(options: WedgeOptions = {}): () => void {
  const {
    submit = (text) => void submitScan(text),
    accepts = (event) => event.isTrusted,
    settings = () => wedgeSettings,
  } = options;
  let state: WedgeState = wedgeAtRest;
  let before: FieldContent | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const pressed = (event: KeyboardEvent) => {
    if (!accepts(event) || event.repeat || event.isComposing) return;
    const { target } = event;
    const step = feedWedge(state, pressOf(event), settings());
    state = step.state;
    const { answer } = step;
    answers.set(event, answer);
    for (const listener of listeners) listener(event, answer);
    clearTimeout(waiting);
    if (endless.size > 0 && isUnfinishedScan(state, settings())) {
      waiting = setTimeout(() => endless.forEach((listener) => listener()), endlessAfterMs);
    }
    switch (answer.kind) {
      case "passes":
        before = undefined;
        return;
      case "modifier":
        return;
      case "character":
        if (answer.position === 1) before = contentOf(target);
        return;
      case "held":
        return keepFromPage(event);
      case "scanned":
        keepFromPage(event);
        if (before) restore(before);
        before = undefined;
        return submit(answer.text);
    }
  };

  window.addEventListener("keydown", pressed, { capture: true });
  return () => window.removeEventListener("keydown", pressed, { capture: true });
}

function pressOf(event: KeyboardEvent): KeyPress {
  const { key, timeStamp, ctrlKey, altKey, metaKey } = event;
  const isAltGraph = ctrlKey && altKey;
  return {
    key,
    timeStamp,
    control: ctrlKey && !altKey,
    menu: metaKey || (altKey && !isAltGraph),
    inField: isTypedText() || isTypingTarget(event.target),
  };
}

function keepFromPage(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

type Field = HTMLInputElement | HTMLTextAreaElement;

interface FieldContent {
  readonly field: Field;
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

function contentOf(target: EventTarget | null): FieldContent | undefined {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return undefined;
  const { value, selectionStart, selectionEnd } = target;
  return { field: target, value, start: selectionStart, end: selectionEnd };
}

/** Puts back what stood in the field before the scanner typed into it, in a way its owner hears of. */
function restore({ field, value, start, end }: FieldContent): void {
  if (!field.isConnected || field.value === value) return;
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  // Past React's own setter on the element, which would take this for its own change and stay silent.
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  // Number fields have no selection.
  if (start !== null) field.setSelectionRange(start, end);
}
