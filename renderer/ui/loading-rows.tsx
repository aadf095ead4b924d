import { useEffect, useState } from "react";
import "./loading-rows.css";

/** How long a list may take before anything moves in its place. */
export const loadingDelayMs = 150;

export interface LoadingRowsProps {
  /** Spoken once the rows appear: "Loading orders". */
  readonly label: string;
  readonly rows?: number | undefined;
}

/** Grey rows for a list that is not on this disk. Nothing for the first 150 ms, so that quick answers do not flicker. */
export function LoadingRows({ label, rows = 4 }: LoadingRowsProps) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), loadingDelayMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className="loading-rows">
      {isShown && (
        <>
          <span className="visually-hidden">{label}</span>
          {Array.from({ length: rows }, (_, row) => (
            <div key={row} className="loading-row" aria-hidden="true">
              <span className="loading-part" />
              <span className="loading-part" />
              <span className="loading-part" />
            </div>
          ))}
        </>
      )}
    </div>
  );
}
