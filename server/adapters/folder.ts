import { homedir } from "node:os";
import { join } from "node:path";

const name = "holdfast-hub";

/** Where a hub keeps its data when nobody says where. */
export function usualFolder(environment: NodeJS.ProcessEnv): string {
  if (process.platform === "win32") return join(environment["LOCALAPPDATA"] ?? homedir(), name);
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", name);
  // Root's home is closed to the account PostgreSQL runs under.
  if (process.getuid?.() === 0) return join("/var/lib", name);
  return join(environment["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), name);
}
