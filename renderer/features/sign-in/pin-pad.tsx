import type { Icon } from "../../ui/glyph.tsx";
import { Glyph } from "../../ui/glyph.tsx";
import { signInText } from "./text.ts";

export interface PinPadProps {
  readonly isDisabled: boolean;
  readonly canEnter: boolean;
  readonly backIcon: Icon;
  readonly onDigit: (digit: string) => void;
  readonly onBack: () => void;
  readonly onEnter: () => void;
}

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Big enough for a glove. The keyboard's digits do the same; the focus stays where it is. */
export function PinPad({ isDisabled, canEnter, backIcon, onDigit, onBack, onEnter }: PinPadProps) {
  const key = (digit: string) => (
    <button
      key={digit}
      type="button"
      className="pin-key"
      disabled={isDisabled}
      aria-label={signInText.digit(digit)}
      onClick={() => onDigit(digit)}
    >
      {digit}
    </button>
  );
  return (
    // A pressed key must not take the focus: Enter on the keyboard would press it again.
    <div className="pin-pad" role="group" aria-label={signInText.pin} onMouseDown={(event) => event.preventDefault()}>
      {digits.map(key)}
      <button type="button" className="pin-key" disabled={isDisabled} aria-label={signInText.back} onClick={onBack}>
        <Glyph icon={backIcon} size={26} />
      </button>
      {key("0")}
      <button type="button" className="pin-key pin-enter" disabled={isDisabled || !canEnter} onClick={onEnter}>
        {signInText.signIn}
      </button>
    </div>
  );
}
