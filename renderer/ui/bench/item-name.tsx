import { Fragment } from "react";

/** Longer than this, a hyphenated word may break after all, or it would not fit the rail. */
const longestKeptTogether = 20;

/** A catalogue name as it stands, letter for letter; short hyphenated words such as `T-LIGHT` do not break. */
export function ItemName({ name }: { readonly name: string }) {
  return name.split(" ").map((word, place) => (
    <Fragment key={place}>
      {place > 0 && " "}
      {word.includes("-") && word.length <= longestKeptTogether ? <span className="keep-together">{word}</span> : word}
    </Fragment>
  ));
}
