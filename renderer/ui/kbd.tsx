import "./kbd.css";

/** One way to press something: the keys in order, as printed on the keyboard ("Ctrl", "Enter"). */
export type KeyStroke = readonly string[];

/** Key caps, for the eye. What a control announces is its `aria-keyshortcuts`, see {@link keyShortcuts}. */
export function Keys({ keys }: { readonly keys: KeyStroke }) {
  return (
    <span className="keys" aria-hidden="true">
      {keys.map((key, position) => (
        <Kbd key={`${position} ${key}`}>{key}</Kbd>
      ))}
    </span>
  );
}

export function Kbd({ children }: { readonly children: string }) {
  return <kbd className="kbd">{children}</kbd>;
}

const ariaNames: Readonly<Record<string, string>> = {
  Ctrl: "Control",
  Cmd: "Meta",
  Esc: "Escape",
  "↑": "ArrowUp",
  "↓": "ArrowDown",
  "←": "ArrowLeft",
  "→": "ArrowRight",
};

/** `["Ctrl", "Enter"]` as the ARIA attribute wants it: `"Control+Enter"`. */
export function keyShortcuts(keys: KeyStroke): string {
  return keys.map((key) => ariaNames[key] ?? key).join("+");
}
