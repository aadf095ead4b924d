import { useCallback, useRef, useState } from "react";

/**
 * State that a scan reads and changes before it is drawn again: two scans may come between two drawings, and the second
 * must count on from the first.
 */
export function useNewest<Value>(first: Value | (() => Value)) {
  const [value, setValue] = useState(first);
  const newest = useRef(value);
  const put = useCallback((change: (before: Value) => Value): Value => {
    newest.current = change(newest.current);
    setValue(newest.current);
    return newest.current;
  }, []);
  const now = useCallback(() => newest.current, []);
  return { value, put, now };
}
