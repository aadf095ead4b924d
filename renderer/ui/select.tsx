import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { Button, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from "react-aria-components";
import "./field.css";
import { FieldProblem } from "./field-problem.tsx";
import { Glyph } from "./glyph.tsx";
import { Keys } from "./kbd.tsx";
import type { KeyStroke } from "./kbd.tsx";
import "./popup.css";
import "./select.css";

export interface Choice<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly detail?: string | undefined;
}

export interface SelectProps<Id extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean | undefined;
  readonly choices: readonly Choice<Id>[];
  readonly selected: Id | undefined;
  readonly onSelect: (id: Id) => void;
  readonly placeholder?: string | undefined;
  readonly problem?: string | undefined;
  readonly keys?: KeyStroke | undefined;
  /** `pill`: round, for a filter or the top bar. */
  readonly shape?: "field" | "pill" | undefined;
  readonly isDisabled?: boolean | undefined;
}

/** One of a few. For one of many, use the item picker. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, isLabelHidden = false, choices, selected, onSelect, problem, keys, shape = "field" } = props;
  return (
    <AriaSelect
      className="field select"
      data-shape={shape}
      {...(isLabelHidden ? { "aria-label": label } : {})}
      value={selected ?? null}
      onChange={(key) => {
        const choice = choices.find((each) => each.id === key);
        if (choice !== undefined) onSelect(choice.id);
      }}
      placeholder={props.placeholder ?? ""}
      isDisabled={props.isDisabled ?? false}
      isInvalid={problem !== undefined}
      validationBehavior="aria"
    >
      {!isLabelHidden && (
        <Label className="field-label">
          {label}
          {keys !== undefined && <Keys keys={keys} />}
        </Label>
      )}
      <Button className="field-box select-button">
        <SelectValue className="select-value">
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <Glyph icon={IconChevronDown} size={15} />
      </Button>
      <FieldProblem problem={problem} />
      <Popover className="popup" placement="bottom start" offset={4}>
        <ListBox className="popup-list" items={choices}>
          {(choice) => (
            <ListBoxItem className="popup-row" id={choice.id} textValue={choice.label}>
              {({ isSelected }) => (
                <>
                  <span className="select-tick">{isSelected && <Glyph icon={IconCheck} size={16} />}</span>
                  <span className="grow">{choice.label}</span>
                  {choice.detail !== undefined && <span className="soft">{choice.detail}</span>}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
