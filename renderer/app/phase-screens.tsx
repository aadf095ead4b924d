import { useEffect, useState } from "react";
import { BrandMark } from "../ui/brand-mark.tsx";
import { Notice } from "../ui/notice.tsx";
import "./phase-screens.css";
import { frameText, openingText } from "./text.ts";

/** Shown only where opening takes so long that a blank window would look broken. */
const quietMilliseconds = 150;

export function OpeningScreen() {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), quietMilliseconds);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="phase" role="status">
      {isShown && (
        <div className="phase-quiet">
          <BrandMark size={40} />
          <b>{openingText.opening}</b>
          <p className="soft">{openingText.openingDetail}</p>
        </div>
      )}
    </div>
  );
}

export function StoreClosedScreen({ words }: { readonly words: string }) {
  return (
    <div className="phase">
      <div className="phase-card">
        <div className="phase-brand">
          <BrandMark />
          {frameText.brand}
        </div>
        <h1 className="lead-line">{openingText.closedTitle}</h1>
        <Notice tone="wrong" speak="now">
          {words}
        </Notice>
      </div>
    </div>
  );
}
