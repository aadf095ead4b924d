import { useId, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode, Ref } from "react";
import { Input, Label, Popover, TextField as AriaTextField } from "react-aria-components";
import "./field.css";
import { given } from "./given.ts";
import { Glyph } from "./glyph.tsx";
import type { Icon } from "./glyph.tsx";
import "./item-picker.css";
import { Keys } from "./kbd.tsx";
import type { KeyStroke } from "./kbd.tsx";
import { MarkedText } from "./marked-text.tsx";
import "./popup.css";

export interface PickerRow {
  readonly id: string;
  /** Set in the mono face at the start of the row. */
  readonly code?: string | undefined;
  readonly name: string;
  /** At the end of the row, the last ones quieter. Every row gives the same number of figures. */
  readonly figures?: readonly string[] | undefined;
}

export interface ItemPickerProps {
  readonly label: string;
  readonly isLabelHidden?: boolean | undefined;
  readonly text: string;
  readonly onTextChange: (text: string) => void;
  /** What `text` finds, best first; found by the caller. Empty: no list. */
  readonly rows: readonly PickerRow[];
  /** The part of `text` that was sought, to be marked in codes and names. */
  readonly sought: string;
  readonly onPick: (id: string) => void;
  /** Enter while no row is chosen: a whole code, a scan, `6*22960`. */
  readonly onEnter?: ((text: string) => void) | undefined;
  /** Esc while no list is open. The first Esc only closes the list; neither loses what was typed. */
  readonly onEscape?: (() => void) | undefined;
  /** The best row is chosen before any arrow key, so that Enter takes it. */
  readonly choosesFirst?: boolean | undefined;
  readonly placeholder?: string | undefined;
  readonly icon?: Icon | undefined;
  readonly keys?: KeyStroke | undefined;
  /** Along the lower edge of the list: the keys. */
  readonly hint?: ReactNode | undefined;
  /** There are more than these rows: called when somebody comes near the last one, or wants them by mouse. */
  readonly onMore?: (() => void) | undefined;
  /** What stands under the last row then. */
  readonly moreLabel?: string | undefined;
  /** Spoken when it changes: "4 items". */
  readonly status?: string | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
}

/**
 * A field that finds one of many (ARIA combobox with a list). Our own, because the library's combobox takes back what
 * was typed when the field is left, and here the text is an entry in its own right.
 */
export function ItemPicker(props: ItemPickerProps) {
  const { label, isLabelHidden = false, text, onTextChange, rows, sought, onPick, onEnter, onEscape } = props;
  const { choosesFirst = false, hint, icon, keys, status, onMore, moreLabel } = props;
  const [chosenId, setChosenId] = useState<string>();
  const [isFocused, setFocused] = useState(false);
  const [isClosed, setClosed] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const listId = useId();

  const isOpen = isFocused && !isClosed && rows.length > 0;
  const chosenPlace = rows.findIndex((row) => row.id === chosenId);
  const chosen = isOpen ? (chosenPlace < 0 && choosesFirst ? 0 : chosenPlace) : -1;

  const pick = (row: PickerRow) => {
    setChosenId(undefined);
    setClosed(true);
    onPick(row.id);
  };
  const choose = (place: number) => {
    // Where more is to come the last row is no end to come round at.
    const next = onMore !== undefined && place >= rows.length ? rows.length - 1 : (place + rows.length) % rows.length;
    setClosed(false);
    setChosenId(rows[next]?.id);
    // One before the end, so that they are there when somebody goes on.
    if (next >= rows.length - 2) onMore?.();
  };

  const pressed = (event: KeyboardEvent) => {
    // Enter and Esc belong to the input method while it composes a character.
    if (event.nativeEvent.isComposing) return;
    const row = rows[chosen];
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        if (rows.length === 0 || event.altKey) return;
        event.preventDefault();
        choose(event.key === "ArrowDown" ? chosen + 1 : Math.max(chosen, 0) - 1);
        return;
      case "Enter":
        if (event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        if (row === undefined) onEnter?.(text);
        else pick(row);
        return;
      case "Escape":
        if (isOpen) {
          event.stopPropagation();
          setClosed(true);
          setChosenId(undefined);
        } else onEscape?.();
        return;
      default:
    }
  };

  return (
    <AriaTextField
      className="field"
      {...(isLabelHidden ? { "aria-label": label } : {})}
      value={text}
      onChange={(next) => {
        setChosenId(undefined);
        setClosed(false);
        onTextChange(next);
      }}
      onFocusChange={setFocused}
      autoComplete="off"
      autoFocus={props.autoFocus ?? false}
    >
      {!isLabelHidden && (
        <Label className="field-label">
          {label}
          {keys !== undefined && <Keys keys={keys} />}
        </Label>
      )}
      <div className="field-box" ref={box}>
        {icon !== undefined && <Glyph icon={icon} />}
        <Input
          className="field-input"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={chosen >= 0 ? `${listId}-${chosen}` : undefined}
          spellCheck={false}
          onKeyDown={pressed}
          onClick={() => setClosed(false)}
          {...given({ ref: props.inputRef, placeholder: props.placeholder })}
        />
      </div>
      <div role="status" className="visually-hidden">
        {isOpen ? status : ""}
      </div>
      <Popover
        className="popup picker-popup"
        triggerRef={box}
        isOpen={isOpen}
        isNonModal
        placement="bottom start"
        offset={8}
      >
        <ul id={listId} role="listbox" aria-label={label} className="picker-list">
          {rows.map((row, place) => (
            <li
              key={row.id}
              id={`${listId}-${place}`}
              role="option"
              className="popup-row picker-row"
              aria-selected={place === chosen}
              data-current={place === chosen || undefined}
              ref={(element) => {
                if (place === chosen) element?.scrollIntoView?.({ block: "nearest" });
              }}
              // Keeps the focus in the field while the mouse picks.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(row)}
            >
              <span className="picker-code">
                {row.code !== undefined && <MarkedText text={row.code} sought={sought} />}
              </span>
              <span className="item-name clip">
                <MarkedText text={row.name} sought={sought} />
              </span>
              {row.figures?.map((figure, position) => (
                <span key={position} className="picker-figure" data-last={position > 0 || undefined}>
                  {figure}
                </span>
              ))}
            </li>
          ))}
        </ul>
        {onMore !== undefined && moreLabel !== undefined && (
          // By key the rows come by themselves; this is for the mouse.
          <div
            className="popup-row picker-more"
            aria-hidden
            onMouseDown={(event) => event.preventDefault()}
            onClick={onMore}
          >
            {moreLabel}
          </div>
        )}
        {hint !== undefined && <div className="popup-hint">{hint}</div>}
      </Popover>
    </AriaTextField>
  );
}
