import {
  IconArrowBackUp,
  IconBox,
  IconCheck,
  IconDoorExit,
  IconEraser,
  IconFileTypePdf,
  IconLock,
  IconPackage,
  IconPlayerPause,
  IconPlayerPlay,
  IconPrinter,
  IconScale,
  IconWriting,
  IconX,
} from "@tabler/icons-react";
import { useState } from "react";
import type { BenchState } from "#shared/bridge/types.ts";
import type { PackVerdict } from "#shared/packing/verdict.ts";
import { went } from "../../app/place.ts";
import { benchCame } from "../../app/live.ts";
import { useAppDispatch } from "../../app/store.ts";
import { ask } from "../../bridge/ask.ts";
import { scanCommand, type BenchCommand } from "../bench/bench-commands.tsx";
import type { VerdictOnBench } from "../bench/use-verdict.ts";
import type { BenchWork } from "./bench-work.ts";
import { refusalText } from "./refusal-text.ts";
import { packCommandText as text } from "./text.ts";

export interface PackCommandsGiven {
  readonly bench: BenchState;
  readonly work: BenchWork;
  readonly verdict: VerdictOnBench<PackVerdict>;
  /** Asks a lead why a weight may pass that does not fit. */
  readonly onAcceptWeight: () => void;
}

export interface PackCommands {
  readonly commands: readonly BenchCommand[];
  readonly onEscape: { readonly label: string; readonly run: () => void };
  /** Why the last button did nothing, in words. */
  readonly trouble: string | undefined;
}

/** What can be done at the bench as it stands. Those with a barcode do what their barcode does. */
export function usePackCommands({ bench, work, verdict, onAcceptWeight }: PackCommandsGiven): PackCommands {
  const dispatch = useAppDispatch();
  const [trouble, setTrouble] = useState<{ readonly words: string; readonly verdictId: string | undefined }>();
  const verdictId = verdict.last?.id;

  const say = (words: string | undefined) => setTrouble(words === undefined ? undefined : { words, verdictId });
  const leave = () => void dispatch(went({ kind: "orders" }));
  const clear = () => {
    verdict.dismiss();
    scanCommand("CLEAR")();
  };
  const resume = async (sessionId: string) => {
    const reply = await ask("packing.resume", { sessionId });
    say(reply.ok ? undefined : refusalText.resume(reply.error));
    if (reply.ok) dispatch(benchCame(reply.value));
  };
  const answer = async (jobId: string, printed: boolean) => {
    const reply = await ask("prints.answer", { jobId, printed });
    say(reply.ok ? undefined : refusalText.answer(reply.error));
  };
  const retry = async (jobId: string) => {
    const reply = await ask("prints.retry", { jobId });
    say(reply.ok ? undefined : refusalText.retry(reply.error));
  };
  const savePdf = async (parcelId: string): Promise<void> => {
    const reply = await ask("documents.saveLabel", { parcelId });
    if (!reply.ok) return say(refusalText.saveLabel(reply.error));
    say(reply.value ? text.saved(reply.value.path) : undefined);
  };

  const park: BenchCommand = {
    id: "park",
    label: text.park,
    shortcut: "p",
    icon: IconPlayerPause,
    run: scanCommand("PARK"),
  };
  const close: BenchCommand = {
    id: "close-box",
    label: text.close,
    shortcut: "l",
    icon: IconPackage,
    run: scanCommand("CLOSE"),
  };
  const weigh: BenchCommand = {
    id: "weigh",
    label: text.weigh,
    shortcut: "w",
    icon: IconScale,
    run: scanCommand("WEIGH"),
  };
  const accept: BenchCommand = {
    id: "accept-weight",
    label: text.acceptWeight,
    shortcut: "a",
    icon: IconWriting,
    run: onAcceptWeight,
  };
  const toDesk: BenchCommand = { id: "leave-bench", label: text.leave, icon: IconDoorExit, run: leave };

  const atWork = (): readonly BenchCommand[] => {
    switch (work.kind) {
      case "idle": {
        const [half] = bench.halfPacked;
        const signOut = {
          id: "bench-sign-out",
          label: text.signOut,
          icon: IconLock,
          run: () => void ask("people.signOut", {}),
        };
        if (!half) return [toDesk, signOut];
        const { sessionId, number } = half;
        const go = {
          id: "resume",
          label: text.resume(number),
          shortcut: "r",
          icon: IconPlayerPlay,
          run: () => void resume(sessionId),
        };
        return [go, toDesk, signOut];
      }
      case "packing":
        return [
          { id: "undo", label: text.undo, shortcut: "u", icon: IconArrowBackUp, run: scanCommand("UNDO") },
          { id: "new-box", label: text.newBox, shortcut: "b", icon: IconBox, run: scanCommand("BOX.NEW") },
          park,
        ];
      case "held":
        return [park];
      case "weigh":
        return [
          { id: "undo", label: text.undo, shortcut: "u", icon: IconArrowBackUp, run: scanCommand("UNDO") },
          weigh,
          close,
          park,
        ];
      case "unclosed":
        return [close, park];
      case "shipped":
        return [{ id: "done", label: text.done, shortcut: "enter", icon: IconCheck, run: clear }, toDesk];
      case "labels":
        return [...labelCommands(), park];
    }
  };

  const labelCommands = (): readonly BenchCommand[] => {
    if (work.kind !== "labels") return [];
    const { state } = work;
    switch (state.kind) {
      case "doubt": {
        const { jobId } = state.label;
        return [
          {
            id: "yes",
            label: text.yes,
            shortcut: "1",
            icon: IconCheck,
            run: () => void answer(jobId, true),
            place: "stage",
          },
          {
            id: "no",
            label: text.no,
            shortcut: "2",
            icon: IconX,
            run: () => void answer(jobId, false),
            place: "stage",
          },
        ];
      }
      case "failed": {
        const { jobId, parcelId } = state.label;
        return [
          { id: "retry", label: text.retry, shortcut: "r", icon: IconPrinter, run: () => void retry(jobId) },
          {
            id: "save-pdf",
            label: text.savePdf,
            shortcut: "f",
            icon: IconFileTypePdf,
            run: () => void savePdf(parcelId),
          },
        ];
      }
      case "no-printer": {
        const { parcelId } = state.label;
        return [
          {
            id: "save-pdf",
            label: text.savePdf,
            shortcut: "f",
            icon: IconFileTypePdf,
            run: () => void savePdf(parcelId),
          },
        ];
      }
      case "waiting":
      case "printing":
        return [];
      case "printed":
        return [
          {
            id: "print-again",
            label: text.printAgain,
            shortcut: "a",
            icon: IconPrinter,
            run: scanCommand("PRINT.AGAIN"),
          },
        ];
    }
  };

  const clearing: readonly BenchCommand[] = verdict.isRefused
    ? [
        { id: "clear", label: text.clear, shortcut: "c", icon: IconEraser, run: clear },
        ...afterRefusal(verdict, bench, { park, close, weigh, accept }),
      ]
    : atWork();
  return {
    commands: clearing,
    onEscape: verdict.isRefused ? { label: text.clear, run: clear } : { label: text.leave, run: leave },
    trouble: trouble && trouble.verdictId === verdictId ? trouble.words : undefined,
  };
}

/** What a refusal asks for beyond Clear. */
function afterRefusal(
  { shown }: VerdictOnBench<PackVerdict>,
  { session }: BenchState,
  { park, close, weigh, accept }: Readonly<Record<"park" | "close" | "weigh" | "accept", BenchCommand>>,
): readonly BenchCommand[] {
  if (!session) return [];
  switch (shown?.verdict.kind) {
    case "on-hold":
    case "order-cancelled":
    case "wrong-order":
      return [park];
    case "label-refused":
      return [close, park];
    case "weight-off":
      return [weigh, accept, park];
    default:
      return [];
  }
}
