import { readFile, readlink, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "./database.ts";
import { HubAdvice } from "../../hub-refused.ts";

export interface FolderClaim {
  release(): Promise<void>;
}

/** Makes this process the only one that starts a database in `folder`. What a killed process left behind is passed over. */
export async function claimFolder(folder: string): Promise<FolderClaim> {
  const path = join(folder, "hub.pid");
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeFile(path, String(process.pid), { flag: "wx" });
      return { release: () => rm(path, { force: true }) };
    } catch (problem) {
      if (codeOf(problem) !== "EEXIST") throw problem;
    }
    const holder = Number(await readFile(path, "utf8").catch(() => ""));
    if (attempt > 3 || (holder > 0 && (await isHub(holder)))) {
      throw new HubAdvice(
        `another hub is using ${folder} (process ${holder}). End it first, or give this one a folder of its own with --folder.`,
      );
    }
    await rm(path, { force: true });
  }
}

/** A number may since have been given to another program. */
async function isHub(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== "linux") return true;
  return (await readlink(`/proc/${pid}/exe`).catch(() => "")) === process.execPath;
}
