import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import "./dialog.css";
import "./popup.css";

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Esc, or a press outside when `closeOnPressOutside`. */
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons along the lower edge, the safe one first. */
  readonly actions?: ReactNode | undefined;
  /** `alert`: a question that must be answered; Esc still goes back one step. */
  readonly role?: "dialog" | "alertdialog" | undefined;
  readonly width?: "narrow" | "normal" | "wide" | undefined;
  readonly closeOnPressOutside?: boolean | undefined;
}

/** Modal. Focus goes in, stays in, and returns to where it was. */
export function Dialog(props: DialogProps) {
  const { title, isOpen, onClose, children, actions, role = "dialog", width = "normal" } = props;
  return (
    <ModalOverlay
      className="veil"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={props.closeOnPressOutside ?? false}
    >
      <Modal className="dialog-place" data-width={width}>
        <AriaDialog className="dialog" role={role}>
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          <div className="dialog-body">{children}</div>
          {actions !== undefined && <div className="dialog-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
