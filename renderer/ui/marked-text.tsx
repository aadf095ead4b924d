import { Fragment } from "react";
import "./marked-text.css";

/** Marks the first place where `sought` stands in `text`, whatever the case. The text itself is shown as it is. */
export function MarkedText({ text, sought }: { readonly text: string; readonly sought: string }) {
  const found = sought === "" ? -1 : text.toLowerCase().indexOf(sought.toLowerCase());
  if (found < 0) return <Fragment>{text}</Fragment>;
  const end = found + sought.length;
  return (
    <>
      {text.slice(0, found)}
      <mark className="marked">{text.slice(found, end)}</mark>
      {text.slice(end)}
    </>
  );
}
