import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/** The system's key ring: Electron's safeStorage, asked of main. Either gives nothing where the system has none. */
export interface KeyRing {
  readonly seal: (text: string) => Promise<Uint8Array | undefined>;
  readonly unseal: (sealed: Uint8Array) => Promise<string | undefined>;
}

const plainMark = "holdfast-token-1:";

/**
 * Keeps the station's token for its hub beside the store: sealed by the system's key ring, or else in a file that nobody
 * but its owner may read.
 */
export class TokenVault {
  readonly #path: string;
  readonly #ring: KeyRing | undefined;

  constructor(directory: string, ring: KeyRing | undefined) {
    this.#path = join(directory, "holdfast.hub-token");
    this.#ring = ring;
  }

  async keep(token: string): Promise<void> {
    const bytes = (await this.#ring?.seal(token)) ?? Buffer.from(`${plainMark}${token}`, "utf8");
    const beside = `${this.#path}.new`;
    rmSync(beside, { force: true });
    const file = openSync(beside, "wx", 0o600);
    try {
      writeSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, this.#path);
  }

  /** Undefined where there is none, or none that this computer's key ring can open. */
  async read(): Promise<string | undefined> {
    try {
      const bytes = readFileSync(this.#path);
      const text = bytes.toString("utf8");
      if (text.startsWith(plainMark)) return text.slice(plainMark.length);
      return await this.#ring?.unseal(bytes);
    } catch {
      return undefined;
    }
  }

  forget(): void {
    rmSync(this.#path, { force: true });
  }
}
