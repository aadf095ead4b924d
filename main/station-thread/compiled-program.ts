import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire, wrap } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { constants, Script } from "node:vm";

type Body = (
  exports: object,
  require: (name: string) => unknown,
  module: { exports: object },
  filename: string,
  directory: string,
) => void;

interface Part {
  readonly module: { exports: object };
  readonly source: Buffer;
  readonly script: Script;
  /** Bytes of the compiled form it was made from; 0 where there was none for it. */
  readonly keptBytes: number;
}

const digestBytes = 32;
/** What `wrap` puts before the first line. */
const wrapperColumns = wrap("").indexOf("\n");
/** What later runs add is little beside it. */
const worthKeeping = 1.05;

/**
 * A bundled program, of CommonJS files that name each other by relative paths, read with the compiled form that V8 had of
 * it in an earlier run, as Chromium does for the page's. Compiling is most of what a program does as it is loaded. Node has
 * this of its own (`module.enableCompileCache`) only from 22 on, and the packages that give it to older ones keep what is
 * compiled before the program runs, which is half, and no checksum: V8 believes what it is given.
 */
export class CompiledProgram {
  readonly #folder: string;
  readonly #parts = new Map<string, Part>();

  /** `folder` belongs to this program alone; made when there is something to keep. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Runs the file and what it requires, each once, and gives what it exports. */
  load(path: string): object {
    const known = this.#parts.get(path);
    if (known) return known.module.exports;
    const source = readFileSync(path);
    const kept = this.#kept(path, source);
    const script = new Script(wrap(source.toString()), {
      filename: path,
      // Places in errors and in the source map are those of the file.
      columnOffset: -wrapperColumns,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(kept && { cachedData: kept }),
    });
    const isTaken = kept !== undefined && script.cachedDataRejected === false;
    const module = { exports: {} };
    this.#parts.set(path, { module, source, script, keptBytes: isTaken ? kept.length : 0 });
    const directory = dirname(path);
    const others = createRequire(path);
    const require = (name: string): unknown =>
      name.startsWith(".") ? this.load(resolve(directory, name)) : others(name);
    (script.runInThisContext() as Body).call(module.exports, module.exports, require, module, path, directory);
    return module.exports;
  }

  /**
   * Keeps the compiled form of what was loaded and has run by now, where it is more than what was kept, and clears away
   * what is of other programs. Holds the thread for some milliseconds a file.
   */
  async keep(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const names = new Set([...this.#parts.keys()].map((path) => basename(path)));
    for (const name of await readdir(this.#folder)) if (!names.has(name)) await rm(join(this.#folder, name));
    for (const [path, { source, script, keptBytes }] of this.#parts) {
      const form = script.createCachedData();
      if (form.length <= keptBytes * worthKeeping) continue;
      const unfinished = join(this.#folder, `${basename(path)}.new`);
      await writeFile(unfinished, Buffer.concat([digestOf(source, form), form]));
      await rename(unfinished, join(this.#folder, basename(path)));
    }
  }

  /** A form that is whole and of this very source. */
  #kept(path: string, source: Buffer): Buffer | undefined {
    try {
      const file = readFileSync(join(this.#folder, basename(path)));
      const form = file.subarray(digestBytes);
      return digestOf(source, form).equals(file.subarray(0, digestBytes)) ? form : undefined;
    } catch {
      return undefined;
    }
  }
}

/** V8 itself compares the source's length and its own version, and no more. */
function digestOf(source: Buffer, form: Buffer): Buffer {
  return createHash("sha256").update(source).update(form).digest();
}
