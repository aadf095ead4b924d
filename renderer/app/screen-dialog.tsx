import { Dialog } from "../ui/dialog.tsx";
import type { DialogProps } from "../ui/dialog.tsx";
import { useCover } from "./commands.tsx";

/** A dialog over a screen: the screen's own keys rest while it is open. */
export function ScreenDialog(props: DialogProps) {
  useCover(props.isOpen);
  return <Dialog {...props} />;
}
