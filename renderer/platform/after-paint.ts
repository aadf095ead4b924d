/** Runs once what is in the document now has been painted. The function given back calls it off. */
export function afterPaint(action: () => void): () => void {
  let second = 0;
  const first = requestAnimationFrame(() => {
    // The first frame paints it; when the next one begins, it is on the screen.
    second = requestAnimationFrame(action);
  });
  return () => {
    cancelAnimationFrame(first);
    cancelAnimationFrame(second);
  };
}
