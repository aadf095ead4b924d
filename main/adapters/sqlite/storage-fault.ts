/** What the disk, or the file on it, does not do. */
export type StorageFault =
  /** No room; nothing of the transaction was kept, and writing goes on when there is room. */
  | "disk-full"
  /** The folder, the file or the whole disk may only be read. */
  | "read-only"
  /** The disk answered a read, a write or a flush with an error. What was refused may be tried again. */
  | "disk-failing"
  /** The bytes are not those of a sound database. */
  | "damaged"
  /** The file cannot be opened: no such folder, no right to it, or it is no file. */
  | "cannot-open"
  /** Another connection held the file for longer than a writer waits. */
  | "busy";

/** SQLite's primary result codes, which every driver hands on in a way of its own. */
const faultOfCode = new Map<number, StorageFault>([
  [5, "busy"],
  [6, "busy"],
  [8, "read-only"],
  [10, "disk-failing"],
  [11, "damaged"],
  [13, "disk-full"],
  [14, "cannot-open"],
  [26, "damaged"],
]);

/** What an engine's error says about the disk under it; undefined where the disk is not to blame. */
export function storageFault(problem: unknown): StorageFault | undefined {
  if (typeof problem !== "object" || problem === null) return undefined;
  const { errcode, rawCode } = problem as { readonly errcode?: unknown; readonly rawCode?: unknown };
  const code = typeof errcode === "number" ? errcode : rawCode;
  // The low byte is the primary code; what is above it tells where it happened.
  return typeof code === "number" ? faultOfCode.get(code & 0xff) : undefined;
}
