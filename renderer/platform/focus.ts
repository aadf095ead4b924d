const typingInputs = new Set(["text", "search", "email", "tel", "url", "password", "number", "date", "time", "month"]);

/** Whether keys pressed on this element write something, so that letters must not act as commands. */
export function isTypingTarget(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return typingInputs.has(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable || target.role === "textbox";
}

/**
 * Remembers what has the focus and returns a function that gives it back, unless that element is gone or the person
 * has meanwhile moved on to something else that still stands.
 */
export function rememberFocus(owner: Document = document): () => void {
  const before = owner.activeElement;
  return () => {
    const now = owner.activeElement;
    const isLost = now === null || now === owner.body;
    if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}
