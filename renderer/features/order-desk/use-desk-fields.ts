import { useMemo, useRef } from "react";

export type DeskField = "customer" | "address" | "item" | "delivery" | "discount" | "payment";

export interface DeskFields {
  /** Give it to an input, or to an element around one. */
  readonly ref: (field: DeskField | "lines") => (element: HTMLElement | null) => void;
  readonly focus: (field: DeskField) => void;
  /** The quantity fields of the lines, top down. */
  readonly quantities: () => readonly HTMLInputElement[];
}

const focusable = "input:checked, input, button";

/** The places the F keys jump to. */
export function useDeskFields(): DeskFields {
  const elements = useRef(new Map<string, HTMLElement>());
  return useMemo(() => {
    const holders = new Map<string, (element: HTMLElement | null) => void>();
    return {
      quantities: () => [
        ...(elements.current.get("lines")?.querySelectorAll<HTMLInputElement>(".desk-quantity-field") ?? []),
      ],
      ref: (field) => {
        const holder =
          holders.get(field) ??
          ((element: HTMLElement | null) => {
            if (element) elements.current.set(field, element);
            else elements.current.delete(field);
          });
        holders.set(field, holder);
        return holder;
      },
      focus: (field) => {
        const element = elements.current.get(field);
        const input = element?.matches("input") ? element : element?.querySelector<HTMLElement>(focusable);
        input?.focus();
        if (!(input instanceof HTMLInputElement) || input.type !== "text") return;
        // A half-typed item is gone on with, and the next key must not take its place.
        if (field === "item") input.setSelectionRange(input.value.length, input.value.length);
        else input.select();
      },
    };
  }, []);
}
