import { useId, useState } from "react";
import "./bench.css";

export interface HandCodeProps {
  readonly label: string;
  readonly placeholder: string;
  readonly onSend: (code: string) => void;
  readonly onClose: () => void;
}

/**
 * A scan typed by hand: Enter sends it and the field stays for the next. Esc closes it here, because keys of a field are
 * the field's before they are the bench's.
 */
export function HandCode({ label, placeholder, onSend, onClose }: HandCodeProps) {
  const id = useId();
  const [code, setCode] = useState("");
  return (
    <form
      className="hand-code"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim() !== "") onSend(code.trim());
        setCode("");
      }}
    >
      <label className="visually-hidden" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="hand-code-field"
        value={code}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        onChange={(event) => setCode(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          onClose();
        }}
      />
    </form>
  );
}
