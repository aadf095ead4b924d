import { IconZoom } from "@tabler/icons-react";
import {
  Autocomplete,
  Dialog as AriaDialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from "react-aria-components";
import "./command-palette.css";
import "./dialog.css";
import { given } from "./given.ts";
import { Glyph } from "./glyph.tsx";
import type { Icon } from "./glyph.tsx";
import { Keys, keyShortcuts } from "./kbd.tsx";
import type { KeyStroke } from "./kbd.tsx";
import "./popup.css";

export interface Command {
  readonly id: string;
  readonly label: string;
  readonly icon?: Icon | undefined;
  readonly keys?: KeyStroke | undefined;
  /** Why it cannot be done now, shown beside it: "Pick an order first". The command is then listed but not run. */
  readonly unavailable?: string | undefined;
  /** More words that find it. */
  readonly alsoFoundBy?: string | undefined;
}

export interface CommandPaletteProps {
  /** Names the dialog: "Commands". */
  readonly label: string;
  readonly placeholder: string;
  /** Shown when no command matches. */
  readonly nothingFound: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly commands: readonly Command[];
  /** Called after the palette has asked to close, so that focus is back where it was. */
  readonly onRun: (id: string) => void;
}

/** Every command with its key beside it: the list teaches the keys. Type to narrow, arrows, Enter. */
export function CommandPalette(props: CommandPaletteProps) {
  const { label, placeholder, nothingFound, isOpen, onClose, commands, onRun } = props;
  const { contains } = useFilter({ sensitivity: "base" });
  return (
    <ModalOverlay
      className="veil"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="dialog-place">
        <AriaDialog className="dialog palette" aria-label={label}>
          <Autocomplete filter={contains}>
            <SearchField className="palette-search" aria-label={label} autoFocus>
              <Glyph icon={IconZoom} />
              <Input className="field-input" placeholder={placeholder} spellCheck={false} />
            </SearchField>
            <Menu
              className="palette-list"
              aria-label={label}
              items={commands}
              disabledKeys={commands.filter((each) => each.unavailable !== undefined).map((each) => each.id)}
              renderEmptyState={() => <div className="palette-empty">{nothingFound}</div>}
              onAction={(id) => {
                onClose();
                onRun(String(id));
              }}
            >
              {(command) => (
                <MenuItem
                  className="popup-row"
                  id={command.id}
                  textValue={`${command.label} ${command.alsoFoundBy ?? ""}`}
                  aria-label={command.label}
                  {...given({ "aria-keyshortcuts": command.keys && keyShortcuts(command.keys) })}
                >
                  {command.icon !== undefined && <Glyph icon={command.icon} size={18} stroke={1.9} />}
                  <span className="grow clip">{command.label}</span>
                  {command.unavailable !== undefined && <span className="soft small">{command.unavailable}</span>}
                  {command.keys !== undefined && <Keys keys={command.keys} />}
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
