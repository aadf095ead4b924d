import { IconKeyboard } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { keysOf } from "../../app/command-registry.ts";
import { useCommands } from "../../app/commands.tsx";
import { submitScan } from "../../platform/submit-scan.ts";
import { BenchButton } from "../../ui/bench/bench-button.tsx";
import type { Icon } from "../../ui/glyph.tsx";
import { keyShortcuts } from "../../ui/kbd.tsx";
import { HandCode } from "./hand-code.tsx";

/** Something to do at a bench: a button, a key and, where there is one, a barcode of the same word. */
export interface BenchCommand {
  readonly id: string;
  readonly label: string;
  readonly shortcut?: string;
  readonly icon: Icon;
  readonly run: () => void;
  /** Where its button stands: in the foot unless told, or at its far end; `stage` below the words it answers. */
  readonly place?: "foot" | "end" | "stage";
}

/** What the button's own barcode would do. */
export function scanCommand(name: string): () => void {
  return () => void submitScan(`HF-CMD.${name}`);
}

const handText = {
  button: "Type a code",
  label: "Code, typed by hand",
  placeholder: "Code, then Enter",
} as const;

export interface BenchCommandsGiven {
  /** Heads the group on the page of all keys. */
  readonly label: string;
  readonly commands: readonly BenchCommand[];
  readonly size?: "bench" | "touch";
  /** What Esc does once nothing is being typed. */
  readonly onEscape: { readonly label: string; readonly run: () => void };
}

export interface BenchButtons {
  readonly foot: ReactNode;
  readonly end: ReactNode;
  /** False when no command stands there. */
  readonly stage: ReactNode;
}

/** Binds the keys of the commands and gives their buttons, with the field for a code typed by hand at the foot's end. */
export function useBenchCommands({ label, commands, size = "bench", onEscape }: BenchCommandsGiven): BenchButtons {
  const [isTyping, setTyping] = useState(false);
  useCommands(label, [
    ...commands.map(({ id, label: name, shortcut, icon, run }) => ({ id, label: name, shortcut, icon, run })),
    { id: "type-code", label: handText.button, shortcut: "/", icon: IconKeyboard, run: () => setTyping(true) },
    { id: "bench-escape", label: onEscape.label, shortcut: "escape", run: onEscape.run },
  ]);
  const buttonsAt = (place: BenchCommand["place"]) =>
    commands
      .filter((command) => (command.place ?? "foot") === place)
      .map((command) => (
        <BenchButton key={command.id} icon={command.icon} onPress={command.run} size={size} {...announced(command)}>
          {command.label}
        </BenchButton>
      ));
  const answers = buttonsAt("stage");
  return {
    end: <>{buttonsAt("end")}</>,
    stage: answers.length > 0 && <div className="stage-answers">{answers}</div>,
    foot: (
      <>
        {buttonsAt("foot")}
        {isTyping ? (
          <HandCode
            label={handText.label}
            placeholder={handText.placeholder}
            onSend={(code) => void submitScan(code)}
            onClose={() => setTyping(false)}
          />
        ) : (
          <BenchButton icon={IconKeyboard} onPress={() => setTyping(true)} size={size} shortcut="/">
            {handText.button}
          </BenchButton>
        )}
      </>
    ),
  };
}

function announced({ shortcut }: BenchCommand): { readonly shortcut?: string } {
  return shortcut === undefined ? {} : { shortcut: keyShortcuts(keysOf(shortcut)) };
}
