import { afterAll, beforeAll } from "vitest";

/**
 * jsdom lays nothing out. For the tests of one file every element is this high and wide, and scrolls where it is told,
 * so that a list knows how many rows are in sight.
 */
export function withLayout({ width, height }: { readonly width: number; readonly height: number }): void {
  const kept = new Map<string, PropertyDescriptor | undefined>();
  const replace = (name: string, descriptor: PropertyDescriptor) => {
    kept.set(name, Object.getOwnPropertyDescriptor(HTMLElement.prototype, name));
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, ...descriptor });
  };
  beforeAll(() => {
    replace("offsetWidth", { get: () => width });
    replace("offsetHeight", { get: () => height });
    replace("clientHeight", { get: () => height });
    replace("scrollHeight", { get: () => 10_000_000 });
    replace("scrollTo", {
      value(this: HTMLElement, { top = 0 }: ScrollToOptions) {
        this.scrollTop = top;
        this.dispatchEvent(new Event("scroll"));
      },
    });
  });
  afterAll(() => {
    for (const [name, descriptor] of kept) {
      if (descriptor === undefined) Reflect.deleteProperty(HTMLElement.prototype, name);
      else Object.defineProperty(HTMLElement.prototype, name, descriptor);
    }
  });
}
