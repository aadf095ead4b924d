import { useEffect, useState } from "react";

/** The time, told again often enough for "today" and ages in minutes to stay true. */
export function useNow(everyMilliseconds = 60_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMilliseconds);
    return () => clearInterval(timer);
  }, [everyMilliseconds]);
  return now;
}
