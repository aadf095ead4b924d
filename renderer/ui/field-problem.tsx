import { IconAlertCircle } from "@tabler/icons-react";
import { useState } from "react";
import { FieldError } from "react-aria-components";
import { Glyph } from "./glyph.tsx";

/** Says how the value should look. `undefined`: the value is right. */
export type Check<Value> = (value: Value) => string | undefined;

export interface ProblemState<Value> {
  readonly problem: string | undefined;
  /** Call when the person leaves the field. */
  readonly left: (value: Value) => void;
  /** Call on every change. */
  readonly typed: (value: Value) => void;
}

/**
 * A problem appears when the field is left, never while typing, and goes away as soon as the value is right.
 * `told` is a problem from outside (an answer to a save); it stands before our own.
 */
export function useProblem<Value>(check: Check<Value> | undefined, told: string | undefined): ProblemState<Value> {
  const [found, setFound] = useState<string>();
  return {
    problem: told ?? found,
    left: (value) => setFound(check?.(value)),
    typed: (value) => {
      if (found !== undefined && check?.(value) === undefined) setFound(undefined);
    },
  };
}

export function FieldProblem({ problem }: { readonly problem: string | undefined }) {
  return (
    <FieldError className="field-problem">
      <Glyph icon={IconAlertCircle} size={16} />
      <span>{problem}</span>
    </FieldError>
  );
}
