import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowLeft,
  IconDoorExit,
  IconEraser,
  IconPackage,
  IconPlayerPause,
} from "@tabler/icons-react";
import type { PickVerdict } from "#shared/picking/verdict.ts";
import { pickCame } from "../../app/live.ts";
import { went } from "../../app/place.ts";
import { useAppDispatch } from "../../app/store.ts";
import { ask } from "../../bridge/ask.ts";
import { scanCommand, type BenchCommand } from "../bench/bench-commands.tsx";
import type { VerdictOnBench } from "../bench/use-verdict.ts";
import type { RoundWork } from "./round-facts.ts";
import { pickCommandText as text } from "./text.ts";

export interface PickCommandsGiven {
  readonly verdict: VerdictOnBench<PickVerdict>;
  readonly work: RoundWork;
  /** Asks whether to close the list. */
  readonly onClose: () => void;
}

export interface PickCommands {
  readonly commands: readonly BenchCommand[];
  readonly onEscape: { readonly label: string; readonly run: () => void };
}

/** What can be done on the round as it stands. Those with a barcode do what their barcode does. */
export function usePickCommands({ verdict, work, onClose }: PickCommandsGiven): PickCommands {
  const dispatch = useAppDispatch();
  const clear = () => {
    verdict.dismiss();
    scanCommand("CLEAR")();
  };
  /** The list stays as it is, for whoever opens it next. */
  const leaveFor = (kind: "pick-lists" | "pack") => () => {
    void ask("picking.leave", {});
    dispatch(pickCame(null));
    dispatch(went({ kind }));
  };
  const leave = leaveFor("pick-lists");

  if (work.kind === "ended") {
    return {
      commands: [
        { id: "to-lists", label: text.toLists, shortcut: "enter", icon: IconArrowLeft, run: leave },
        { id: "to-bench", label: text.toBench, shortcut: "p", icon: IconPackage, run: leaveFor("pack") },
      ],
      onEscape: { label: text.toLists, run: leave },
    };
  }
  return {
    commands: [
      ...(verdict.isRefused
        ? [{ id: "clear", label: text.clear, shortcut: "c", icon: IconEraser, run: clear }]
        : [{ id: "short", label: text.short, shortcut: "s", icon: IconAlertTriangle, run: scanCommand("SHORT") }]),
      { id: "undo", label: text.undo, shortcut: "u", icon: IconArrowBackUp, run: scanCommand("UNDO") },
      { id: "leave-round", label: text.leave, icon: IconDoorExit, run: leave, place: "end" },
      { id: "close-list", label: text.closeList, shortcut: "l", icon: IconPlayerPause, run: onClose, place: "end" },
    ],
    onEscape: verdict.isRefused ? { label: text.clear, run: clear } : { label: text.leave, run: leave },
  };
}
