/**
 * Puts a text on the clipboard; false where the system does not let us. The window has no permissions of a web page, and
 * needs none for what a person copies by a press: a field is filled, chosen and copied, and gone again.
 */
export function copyText(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
