import { useMemo } from "react";
import type { PersonRow } from "#shared/bridge/types.ts";
import { barcodeImage } from "../../platform/barcode.ts";
import { BrandMark } from "../../ui/brand-mark.tsx";
import { roleText } from "../sign-in/text.ts";
import { peopleText } from "./text.ts";

/** The badge as it is printed, life-size for a card holder (85.6 x 54 mm); a scanner reads it off the screen too. */
export function BadgeCard({ person }: { readonly person: PersonRow }) {
  const image = useMemo(() => barcodeImage(person.badge), [person.badge]);
  return (
    <div className="badge-card">
      <div className="badge-card-head">
        <BrandMark size={18} />
        <span>{person.roles.map((role) => roleText[role]).join(", ")}</span>
      </div>
      <b className="badge-card-name">
        <bdi>{person.name}</bdi>
      </b>
      <img className="badge-card-code" src={image} alt={peopleText.barcodeOf(person.name)} />
      <span className="code">{person.badge}</span>
    </div>
  );
}
