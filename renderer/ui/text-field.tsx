import type { KeyboardEvent, Ref } from "react";
import { Input, Label, Text, TextArea, TextField as AriaTextField } from "react-aria-components";
import "./field.css";
import { FieldProblem, useProblem } from "./field-problem.tsx";
import type { Check } from "./field-problem.tsx";
import { given } from "./given.ts";
import { Glyph } from "./glyph.tsx";
import type { Icon } from "./glyph.tsx";
import { Keys } from "./kbd.tsx";
import type { KeyStroke } from "./kbd.tsx";

export interface TextFieldProps {
  readonly label: string;
  /** The label is then only spoken: for a field in a table whose column head names it. */
  readonly isLabelHidden?: boolean | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Asked on leaving the field; says how the value should look. */
  readonly check?: Check<string> | undefined;
  /** A problem found elsewhere; shown at once and until it is undefined. */
  readonly problem?: string | undefined;
  readonly description?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly icon?: Icon | undefined;
  readonly keys?: KeyStroke | undefined;
  /** A unit after the value: "kg". */
  readonly suffix?: string | undefined;
  readonly type?: "text" | "email" | "tel" | "password" | undefined;
  readonly inputMode?: "text" | "numeric" | "decimal" | "email" | "tel" | undefined;
  readonly autoComplete?: string | undefined;
  readonly align?: "start" | "end" | undefined;
  /** More than one: a text area with that many lines. */
  readonly lines?: number | undefined;
  readonly isRequired?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  /** Enter, with the value as it stands. */
  readonly onEnter?: ((value: string) => void) | undefined;
  readonly onEscape?: (() => void) | undefined;
  readonly onLeave?: ((value: string) => void) | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
}

export function TextField(props: TextFieldProps) {
  const { label, isLabelHidden = false, value, onChange, description, icon, keys, suffix, lines = 1 } = props;
  const { problem, left, typed } = useProblem(props.check, props.problem);

  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && lines === 1 && !event.ctrlKey && !event.metaKey) props.onEnter?.(value);
    if (event.key === "Escape") props.onEscape?.();
  };

  return (
    <AriaTextField
      className="field"
      data-align={props.align}
      {...(isLabelHidden ? { "aria-label": label } : {})}
      value={value}
      onChange={(next) => {
        typed(next);
        onChange(next);
      }}
      onBlur={() => {
        left(value);
        props.onLeave?.(value);
      }}
      type={props.type ?? "text"}
      {...given({ inputMode: props.inputMode })}
      autoComplete={props.autoComplete ?? "off"}
      isRequired={props.isRequired ?? false}
      isDisabled={props.isDisabled ?? false}
      isInvalid={problem !== undefined}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
    >
      {!isLabelHidden && (
        <Label className="field-label">
          {label}
          {keys !== undefined && <Keys keys={keys} />}
        </Label>
      )}
      <div className="field-box" data-lines={lines > 1 || undefined}>
        {icon !== undefined && <Glyph icon={icon} />}
        {lines > 1 ? (
          <TextArea
            className="field-input"
            rows={lines}
            {...given({ placeholder: props.placeholder })}
            onKeyDown={pressed}
          />
        ) : (
          <Input
            className="field-input"
            spellCheck={false}
            onKeyDown={pressed}
            {...given({ ref: props.inputRef, placeholder: props.placeholder })}
          />
        )}
        {suffix !== undefined && <span className="field-suffix">{suffix}</span>}
      </div>
      {description !== undefined && problem === undefined && (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
      <FieldProblem problem={problem} />
    </AriaTextField>
  );
}
