export type StoreRefusedCode =
  /** Its layout has a higher number than this Holdfast knows. */
  | "newer-store"
  /** The folder, or the file in it, was made by something else. */
  | "other-program"
  /** Another Holdfast, or a command of `npm run store`, has it open. */
  | "in-use"
  /** The file cannot be read as it should. */
  | "damaged"
  /** A store was here, and its file is gone. */
  | "missing"
  /** Holdfast did not end in an orderly way, and the log of its last writes is gone. */
  | "log-missing";

/** The store may not be opened in this state; nothing has been written to it. The message is for people. */
export class StoreRefused extends Error {
  override readonly name = "StoreRefused";
  readonly code: StoreRefusedCode;
  constructor(code: StoreRefusedCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

type Lost = "damaged" | "missing" | "log-missing";

/** Lost or broken files: a person is led through a restore. The others say what else to do. */
export function needsRescue(problem: unknown): problem is StoreRefused & { readonly code: Lost } {
  return problem instanceof StoreRefused && ["damaged", "missing", "log-missing"].includes(problem.code);
}

/** What SQLite says of a file whose bytes are wrong. */
export function isDamage(problem: unknown): boolean {
  return problem instanceof Error && /not a database|malformed|corrupt/i.test(problem.message);
}
