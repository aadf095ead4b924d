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

/** The same, once the letters are there too: until then text is laid out but not drawn. */
export function afterText(action: () => void): () => void {
  // `ready` itself is renewed by every layout, and comes a frame late where all letters have been here for long.
  if (hasLetters()) return afterPaint(action);
  let end: (() => void) | undefined;
  let isOff = false;
  void Promise.resolve(document.fonts?.ready).then(() => {
    if (!isOff) end = afterPaint(action);
  });
  return () => {
    isOff = true;
    end?.();
  };
}

function hasLetters(): boolean {
  const { fonts } = document;
  return fonts !== undefined && fonts.size > 0 && [...fonts].every(({ status }) => status === "loaded");
}

/** What may wait until a person can read what is shown, in a turn of its own: it must not make that frame late. */
export function afterReading(action: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = afterText(() => {
    timer = setTimeout(action);
  });
  return () => {
    end();
    clearTimeout(timer);
  };
}
