import { useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";

/** The newest value for what runs later: a listener, a promise. Never read it while rendering. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
