import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type FileHandle, mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** A serial line that is real to both ends: two pseudo-terminals joined by socat. */
export interface SerialPair {
  /** The end the app opens, as if a scanner were plugged in there. */
  readonly path: string;
  /** Sends what the scanner reads, with the carriage return it ends on. */
  scan(text: string): Promise<void>;
  /** Sends bytes as they are. */
  write(bytes: Uint8Array): Promise<void>;
  /** Answers what the app writes, as a scale does: called with all that came since the last answer. */
  answer(reply: (heard: string) => string | undefined): void;
  /** Pulls the plug: the port is gone, as an unplugged virtual COM port is. */
  hangUp(): Promise<void>;
  /** Plugs it in again, at the same place. */
  plugIn(): Promise<void>;
  close(): Promise<void>;
}

export async function openSerialPair(): Promise<SerialPair> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-line-"));
  const path = join(folder, "station");
  const far = join(folder, "scanner");
  let child: ChildProcess;
  let handle: FileHandle;
  const plugIn = async (): Promise<void> => {
    child = spawn("socat", [`pty,raw,echo=0,link=${path}`, `pty,raw,echo=0,link=${far}`], { stdio: "ignore" });
    child.once("error", () => undefined);
    await appearance(child, path, far);
    handle = await open(far, "r+");
  };
  const hangUp = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    child.kill();
    await once(child, "exit");
    await handle.close().catch(() => undefined);
  };
  await plugIn();
  const write = async (bytes: Uint8Array): Promise<void> => {
    await writeAll(handle, bytes);
  };
  return {
    path,
    scan: (text) => write(new TextEncoder().encode(`${text}\r`)),
    write,
    hangUp,
    plugIn,
    answer(reply) {
      const at = handle;
      const reader = at.createReadStream({ autoClose: false });
      let heard = "";
      reader.on("error", () => undefined);
      reader.on("data", (piece: Buffer | string) => {
        heard += piece.toString("latin1");
        const words = reply(heard);
        if (words === undefined) return;
        heard = "";
        void at.write(words).catch(() => undefined);
      });
    },
    async close() {
      await hangUp();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < bytes.length) offset += (await handle.write(bytes, offset)).bytesWritten;
}

/** socat says nothing when the line is up; its two links are the sign. */
async function appearance(child: ChildProcess, ...paths: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (child.pid === undefined || child.exitCode !== null) {
      throw new Error("socat did not start. Install it: apt-get install socat");
    }
    const found = await Promise.all(paths.map((path) => stat(path).then(Boolean, () => false)));
    if (found.every(Boolean)) return;
    await setTimeout(10);
  }
  throw new Error("The serial line did not come up");
}
