import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const isRoot = process.getuid?.() === 0;

export interface SmallDisk {
  readonly folder: string;
  /** Leaves so many kilobytes of it. */
  fill(kilobytesLeft: number): void;
  empty(): void;
  remove(): void;
}

function succeeds(command: string, ...options: string[]): boolean {
  return spawnSync(command, options).status === 0;
}

/** A disk of so many kilobytes, in memory; undefined where this process may not mount one. */
export function smallDisk(kilobytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-disk-"));
  if (!isRoot || !succeeds("mount", "-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", folder)) {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill(kilobytesLeft) {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - kilobytesLeft * 1024)));
    },
    empty: () => rmSync(ballast, { force: true }),
    // Lazily: who ran on it may still hold a file of it for a moment.
    remove: () => void (succeeds("umount", "-l", folder) && rmSync(folder, { recursive: true, force: true })),
  };
}
