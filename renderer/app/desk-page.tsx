import { createContext, use, useLayoutEffect } from "react";
import type { ReactNode } from "react";
import { createPortal } from "react-dom";

/** Where the frame keeps room for what a screen puts into its top bar. */
export interface DeskFrameSlots {
  readonly setTitle: (title: string) => void;
  readonly subtitle: HTMLElement | null;
  readonly actions: HTMLElement | null;
}

export const DeskFrameContext = createContext<DeskFrameSlots>({
  setTitle: () => {},
  subtitle: null,
  actions: null,
});

export interface DeskPageProps {
  readonly title: string;
  /** Beside the title, quieter. */
  readonly subtitle?: ReactNode | undefined;
  /** Buttons of the top bar. */
  readonly actions?: ReactNode | undefined;
  readonly children: ReactNode;
}

/**
 * A desk screen inside the frame, which stays mounted from screen to screen so that the focus in its navigation is not
 * lost. Keys are said with `useCommands`.
 */
export function DeskPage({ title, subtitle, actions, children }: DeskPageProps) {
  const slots = use(DeskFrameContext);
  const { setTitle } = slots;
  useLayoutEffect(() => setTitle(title), [setTitle, title]);
  return (
    <>
      {slots.subtitle && createPortal(subtitle, slots.subtitle)}
      {slots.actions && createPortal(actions, slots.actions)}
      {children}
    </>
  );
}
