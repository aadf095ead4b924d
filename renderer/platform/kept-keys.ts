import { isTypingTarget } from "./focus.ts";
import { onKey, typingBegins } from "./wedge.ts";

/**
 * What is typed right behind a key that opens a screen belongs to that screen's first field, also where the screen is not
 * here yet. The keys are kept until a field has the focus, and given to it in the order they were pressed.
 */

/** Where no field comes, nobody typed for one. Milliseconds. */
const longestWaitMs = 10_000;

/** Keys with a meaning in a field beside characters; others are left to the page. */
const fieldKeys = new Set(["Backspace", "Enter", "ArrowDown", "ArrowUp"]);

interface Keeping {
  readonly take: (key: string) => void;
  readonly end: () => void;
}
let keeping: Keeping | undefined;

/** Keeps a key that was held back while it could have been a scanner's; says whether keys are being kept at all. */
export function keptKey(key: string): boolean {
  keeping?.take(key);
  return keeping !== undefined;
}

/** Keeps the key just pressed from the page, for the field to come; false where it is no such key, or none is awaited. */
export function keptFromPage(event: KeyboardEvent): boolean {
  if (!keeping || isTypingTarget(event.target) || event.isComposing) return false;
  const isText = [...event.key].length === 1 && !event.metaKey && event.ctrlKey === event.altKey;
  if (!isText && !(fieldKeys.has(event.key) && !event.ctrlKey && !event.metaKey)) return false;
  event.preventDefault();
  event.stopImmediatePropagation();
  keeping.take(event.key);
  return true;
}

/** Keeps what is typed from now on, for the next field that gets the focus. */
export function keepKeys(): void {
  keeping?.end();
  const kept: string[] = [];
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === "Escape") stop();
    else keptFromPage(event);
  };
  const arrived = ({ target }: FocusEvent): void => {
    if (!isTypingTarget(target) || !(target instanceof HTMLInputElement)) return;
    // Once the screen that brought the field stands: until then more may come.
    queueMicrotask(() => {
      if (document.activeElement !== target) return;
      stop();
      type(target, kept);
    });
  };
  // What turns out to have been a scan was not typed.
  const endHearing = onKey((_event, answer) => {
    if (answer.kind === "scanned") kept.splice(Math.max(0, kept.length - [...answer.text].length));
  });
  const endTyping = typingBegins();
  const timer = setTimeout(() => stop(), longestWaitMs);
  const stop = (): void => {
    clearTimeout(timer);
    endHearing();
    endTyping();
    window.removeEventListener("keydown", pressed, { capture: true });
    window.removeEventListener("focusin", arrived);
    keeping = undefined;
  };
  window.addEventListener("keydown", pressed, { capture: true });
  window.addEventListener("focusin", arrived);
  keeping = { end: stop, take: (key) => void kept.push(key) };
}

/** As a keyboard would: characters are written, the other keys are pressed. */
function type(field: HTMLInputElement, keys: readonly string[]): void {
  for (const key of keys) {
    if (!field.isConnected) return;
    if (key === "Backspace") write(field, field.value.slice(0, -1));
    else if ([...key].length === 1) write(field, field.value + key);
    else for (const kind of ["keydown", "keyup"]) press(field, kind, key);
  }
}

function press(field: HTMLInputElement, kind: string, key: string): void {
  const goesOn = field.dispatchEvent(new KeyboardEvent(kind, { key, code: key, bubbles: true, cancelable: true }));
  // Only a key of a keyboard sends a form by itself.
  if (goesOn && kind === "keydown" && key === "Enter") field.form?.requestSubmit();
}

function write(field: HTMLInputElement, value: string): void {
  // Past React's own setter on the element, which would take this for its own change and stay silent.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
