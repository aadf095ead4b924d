/** jsdom has no `CSS.escape`, which the component library asks for whenever a list opens. For ids only. */
export function withCssEscape(): void {
  const escape = (id: string) => id.replaceAll(/[^\w-]/g, (sign) => `\\${sign}`);
  Object.assign(globalThis, { CSS: { escape } });
}
