import type { Ref } from "react";
import { Input, Label, NumberField as AriaNumberField, Text } from "react-aria-components";
import "./field.css";
import { FieldProblem, useProblem } from "./field-problem.tsx";
import type { Check } from "./field-problem.tsx";
import { given } from "./given.ts";
import { Keys } from "./kbd.tsx";
import type { KeyStroke } from "./kbd.tsx";

export interface NumberFieldProps {
  readonly label: string;
  readonly isLabelHidden?: boolean | undefined;
  /** `undefined`: empty. */
  readonly value: number | undefined;
  /** Told when the field is left, on Enter and on the arrow keys, never at each digit. */
  readonly onChange: (value: number | undefined) => void;
  readonly check?: Check<number | undefined>;
  readonly problem?: string | undefined;
  readonly description?: string | undefined;
  readonly keys?: KeyStroke | undefined;
  readonly suffix?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  /** What one arrow key adds; also the finest value taken. */
  readonly step?: number | undefined;
  /** Digits, separators and currency as the locale writes them. */
  readonly format?: Intl.NumberFormatOptions | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
}

/** A number in the reader's own digits and separators. Arrow keys add and take away; the wheel does not. */
export function NumberField(props: NumberFieldProps) {
  const { label, isLabelHidden = false, value, onChange, description, keys, suffix } = props;
  const { problem, left, typed } = useProblem(props.check, props.problem);
  return (
    <AriaNumberField
      className="field"
      data-align="end"
      {...(isLabelHidden ? { "aria-label": label } : {})}
      value={value ?? Number.NaN}
      onChange={(next) => {
        const told = Number.isNaN(next) ? undefined : next;
        typed(told);
        onChange(told);
      }}
      onBlur={() => left(value)}
      isWheelDisabled
      {...given({
        minValue: props.minimum,
        maxValue: props.maximum,
        step: props.step,
        formatOptions: props.format,
      })}
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
      <div className="field-box">
        <Input className="field-input" {...given({ ref: props.inputRef })} />
        {suffix !== undefined && <span className="field-suffix">{suffix}</span>}
      </div>
      {description !== undefined && problem === undefined && (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
      <FieldProblem problem={problem} />
    </AriaNumberField>
  );
}
