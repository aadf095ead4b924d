import { Label, Radio, RadioGroup as AriaRadioGroup } from "react-aria-components";
import { Glyph } from "./glyph.tsx";
import type { Icon } from "./glyph.tsx";
import { Keys } from "./kbd.tsx";
import type { KeyStroke } from "./kbd.tsx";
import "./radio-group.css";

export interface RadioChoice<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly icon?: Icon | undefined;
  /** Printed at the end of the row, usually a digit; the screen's key map listens for it. */
  readonly keys?: KeyStroke | undefined;
  readonly isDisabled?: boolean | undefined;
}

export interface RadioGroupProps<Id extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean | undefined;
  readonly choices: readonly RadioChoice<Id>[];
  readonly selected: Id | undefined;
  readonly onSelect: (id: Id) => void;
  readonly keys?: KeyStroke | undefined;
}

/** All choices in sight, one of them taken. */
export function RadioGroup<Id extends string>(props: RadioGroupProps<Id>) {
  const { label, isLabelHidden = false, choices, selected, onSelect, keys } = props;
  return (
    <AriaRadioGroup
      className="radio-group"
      {...(isLabelHidden ? { "aria-label": label } : {})}
      value={selected ?? null}
      onChange={(id) => {
        const choice = choices.find((each) => each.id === id);
        if (choice !== undefined) onSelect(choice.id);
      }}
    >
      {!isLabelHidden && (
        <Label className="row section-head">
          <span className="grow">{label}</span>
          {keys !== undefined && <Keys keys={keys} />}
        </Label>
      )}
      <div className="radio-list">
        {choices.map((choice) => (
          <Radio key={choice.id} value={choice.id} isDisabled={choice.isDisabled ?? false} className="radio">
            <span className="radio-mark" />
            {choice.icon !== undefined && <Glyph icon={choice.icon} />}
            <span className="grow">{choice.label}</span>
            {choice.keys !== undefined && <Keys keys={choice.keys} />}
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  );
}
