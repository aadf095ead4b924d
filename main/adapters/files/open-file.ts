import { type FileHandle, open, stat } from "node:fs/promises";
import type { FileRefusal } from "#shared/importing/file-refusal.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";

export interface OpenFile {
  readonly handle: FileHandle;
  /** Bytes on disk when it was opened, and when it was last written to (UTC ms): what a change is noticed by. */
  readonly bytes: number;
  readonly modifiedAt: number;
}

/** Opens a regular file for reading; the caller closes its handle. */
export async function openFile(path: string): Promise<Result<OpenFile, FileRefusal>> {
  try {
    // Looked at before it is opened: opening a pipe would wait for whoever writes into it.
    const found = await stat(path);
    if (found.isDirectory()) return err({ code: "folder" });
    if (!found.isFile()) return err({ code: "not-a-file" });
    const handle = await open(path, "r");
    const { size, mtimeMs } = await handle.stat();
    return ok({ handle, bytes: size, modifiedAt: Math.floor(mtimeMs) });
  } catch (cause) {
    return err(openingRefusal(cause));
  }
}

/** Bytes of the file, for a progress bar before anything is read. */
export async function countBytes(path: string): Promise<Result<number, FileRefusal>> {
  const file = await openFile(path);
  if (!file.ok) return file;
  await file.value.handle.close();
  return ok(file.value.bytes);
}

function openingRefusal(cause: unknown): FileRefusal {
  const code = systemCode(cause);
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return { code: "not-found" };
    case "EACCES":
    case "EPERM":
      return { code: "no-permission" };
    case "EBUSY":
    case "ETXTBSY":
      return { code: "in-use" };
    case "EISDIR":
      return { code: "folder" };
    default:
      return { code: "unreadable", detail: code };
  }
}

/** What a failed read of an open file means. */
export function readingRefusal(cause: unknown): FileRefusal {
  const code = systemCode(cause);
  switch (code) {
    case "ENOENT":
    case "ESTALE":
    case "ENODEV":
    case "ENXIO":
      return { code: "vanished" };
    case "EISDIR":
      return { code: "folder" };
    default:
      return { code: "unreadable", detail: code };
  }
}

/** Rethrows what is no system error: that is a fault of ours. */
function systemCode(cause: unknown): string {
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string" && "syscall" in cause) {
    return cause.code;
  }
  throw cause;
}
