import { useCallback } from "react";
import type { PrintPicture } from "#shared/bridge/print-types.ts";
import "./picture.css";
import { printingText } from "./text.ts";

/** Paper, page by page, as it comes out. */
export function Paper({ picture }: { readonly picture: PrintPicture }) {
  return (
    <div className="papers" tabIndex={0} role="group" aria-label={printingText.picture}>
      {picture.pages.map((page, place) => (
        <PaperPage key={place} png={page.png} label={printingText.page(place + 1, picture.pages.length)} />
      ))}
    </div>
  );
}

function PaperPage({ png, label }: { readonly png: Uint8Array; readonly label: string }) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const address = URL.createObjectURL(new Blob([new Uint8Array(png)], { type: "image/png" }));
      image.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [png],
  );
  return <img className="paper" ref={show} alt={label} />;
}
