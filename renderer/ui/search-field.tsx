import { IconZoom } from "@tabler/icons-react";
import type { Ref } from "react";
import { Input, SearchField as AriaSearchField } from "react-aria-components";
import "./field.css";
import { given } from "./given.ts";
import { Glyph } from "./glyph.tsx";
import { Keys } from "./kbd.tsx";
import type { KeyStroke } from "./kbd.tsx";

export interface SearchFieldProps {
  /** Spoken only; the placeholder says what can be searched. */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** At every key; Esc clears and says "". */
  readonly onChange: (value: string) => void;
  /** Enter, or the down arrow: the person wants the results. */
  readonly onEnter?: ((value: string) => void) | undefined;
  readonly keys?: KeyStroke | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
}

export function SearchField({ label, placeholder, value, onChange, onEnter, keys, ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField
      className="field"
      aria-label={label}
      value={value}
      onChange={onChange}
      autoFocus={rest.autoFocus ?? false}
    >
      <label className="field-box">
        <Glyph icon={IconZoom} />
        <Input
          className="field-input"
          placeholder={placeholder}
          spellCheck={false}
          onKeyDown={(event) => {
            if (event.key === "Enter" || event.key === "ArrowDown") onEnter?.(value);
          }}
          {...given({ ref: rest.inputRef })}
        />
        {keys !== undefined && <Keys keys={keys} />}
      </label>
    </AriaSearchField>
  );
}
