import { Dialog } from "./dialog.tsx";
import type { KeyHint } from "./key-bar.tsx";
import "./key-help.css";
import { Keys } from "./kbd.tsx";

export interface KeyGroup {
  readonly label: string;
  readonly hints: readonly KeyHint[];
}

export interface KeyHelpProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly groups: readonly KeyGroup[];
  /** Below the list: that letters can be turned off, where to print the barcode sheet. */
  readonly note?: string | undefined;
}

/** All keys of the screen in front. */
export function KeyHelp({ title, isOpen, onClose, groups, note }: KeyHelpProps) {
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} width="wide" closeOnPressOutside>
      <div className="key-help">
        {groups.map((group) => (
          <section key={group.label} className="key-help-group">
            <h3 className="small-head">{group.label}</h3>
            <dl>
              {group.hints.map((hint) => (
                <div key={hint.label} className="key-help-line">
                  <dt>{hint.label}</dt>
                  <dd>
                    <Keys keys={hint.keys} />
                    <span className="visually-hidden">{hint.keys.join(" ")}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      {note !== undefined && <p className="soft small">{note}</p>}
    </Dialog>
  );
}
