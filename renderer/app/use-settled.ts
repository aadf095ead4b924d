import { useEffect, useState } from "react";

/** The value once it has stood still for `milliseconds`: a frame or two, so that fast typing asks once. */
export function useSettled<Value>(value: Value, milliseconds = 35): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
