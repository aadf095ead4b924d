import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";
import "./checkbox.css";
import { Glyph } from "./glyph.tsx";

export interface CheckboxProps {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean | undefined;
}

export function Checkbox({ children, isSelected, onChange, isDisabled = false }: CheckboxProps) {
  return (
    <AriaCheckbox className="checkbox" isSelected={isSelected} onChange={onChange} isDisabled={isDisabled}>
      <span className="checkbox-mark">{isSelected && <Glyph icon={IconCheck} size={14} stroke={3} />}</span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}
