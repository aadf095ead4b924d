import { useEffect, useRef } from "react";

/**
 * Stands under a list that is no table: asks for the next slice as the end of the list comes near. Its key is the number
 * of slices there are, so that it looks anew when there is one more.
 */
export function MoreBelow({ hasMore, onNeedMore }: { readonly hasMore: boolean; readonly onNeedMore: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  const ask = useRef(onNeedMore);
  useEffect(() => {
    ask.current = onNeedMore;
  });
  useEffect(() => {
    // A window of a test shows nothing, so nothing comes near.
    if (!hasMore || !end.current || typeof IntersectionObserver === "undefined") return undefined;
    const watch = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && ask.current(), {
      rootMargin: "600px",
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [hasMore]);
  return hasMore ? <div ref={end} aria-hidden style={{ height: 1 }} /> : null;
}
