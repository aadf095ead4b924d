/** The work of a decoder as it can be counted: characters its calls on texts walked over, and pieces it read from bytes. */
export interface Work {
  readonly characters: number;
  readonly reads: number;
}

/** Runs it with the calls on texts and buffers counted. What a regular expression walks over is counted as the whole text. */
export function workOf(run: () => void): Work {
  let characters = 0;
  let reads = 0;
  const put: (() => void)[] = [];
  const count = <Owner extends object>(owner: Owner, name: keyof Owner & string, add: (call: Call) => void): void => {
    const real = Reflect.get(owner, name) as (...given: unknown[]) => unknown;
    const counted = function counted(this: unknown, ...given: unknown[]): unknown {
      const result = Reflect.apply(real, this, given);
      add({ self: this, given, result });
      return result;
    };
    const before = Object.getOwnPropertyDescriptor(owner, name);
    Object.defineProperty(owner, name, { value: counted, configurable: true, writable: true });
    put.push(() => {
      if (before) Object.defineProperty(owner, name, before);
      else Reflect.deleteProperty(owner, name);
    });
  };
  for (const name of ["slice", "substring", "replaceAll", "split", "trim"] as const) {
    count(String.prototype, name, ({ self, result }) => {
      characters += name === "slice" || name === "substring" ? lengthOf(result) : lengthOf(self);
    });
  }
  for (const name of ["indexOf", "includes"] as const) {
    count(String.prototype, name, ({ self, given, result }) => {
      const from = typeof given[1] === "number" ? given[1] : 0;
      const found = typeof result === "number" && result >= 0 ? result + 1 : lengthOf(self);
      characters += Math.max(1, found - from);
    });
  }
  count(String.prototype, "charAt", () => (characters += 1));
  count(String.prototype, "charCodeAt", () => (characters += 1));
  for (const name of ["exec", "test"] as const) {
    count(RegExp.prototype, name, ({ self, given }) => {
      // A sticky or global one goes on from where it stands; each of its steps is a walk of its own.
      const isOnItsWay = self instanceof RegExp && self.global;
      characters += isOnItsWay ? 1 : lengthOf(given[0]);
    });
  }
  for (const name of ["readUInt8", "readUInt16BE", "readInt32BE", "subarray"] as const) {
    count(Buffer.prototype, name, () => (reads += 1));
  }
  count(Buffer.prototype, "toString", ({ result }) => (characters += lengthOf(result)));
  try {
    run();
  } finally {
    for (const back of put.toReversed()) back();
  }
  return { characters, reads };
}

interface Call {
  readonly self: unknown;
  readonly given: readonly unknown[];
  readonly result: unknown;
}

function lengthOf(value: unknown): number {
  return typeof value === "string" ? value.length : 0;
}
