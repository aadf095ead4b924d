import { Keys } from "./kbd.tsx";
import type { KeyStroke } from "./kbd.tsx";
import "./key-bar.css";

export interface KeyHint {
  readonly keys: KeyStroke;
  readonly label: string;
}

/** The keys of the screen in front, along its lower edge. Hints that do not fit are left off whole, from the end. */
export function KeyBar({ label, hints }: { readonly label: string; readonly hints: readonly KeyHint[] }) {
  return (
    <footer className="key-bar" aria-label={label}>
      <ul className="key-bar-list">
        {hints.map((hint) => (
          <li key={hint.label} className="key-bar-hint">
            <Keys keys={hint.keys} />
            <span className="visually-hidden">{hint.keys.join(" ")}: </span>
            {hint.label}
          </li>
        ))}
      </ul>
    </footer>
  );
}
