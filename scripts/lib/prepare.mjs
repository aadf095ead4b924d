import { installDependencies } from "./dependencies.mjs";
import { requireNodeVersion } from "./node-version.mjs";
import { installSystemLibraries } from "./system-libraries.mjs";

/** What every command needs on a bare clone: Node, packages. */
export async function prepareTools() {
  requireNodeVersion();
  await installDependencies();
}

/** What a command that opens windows needs besides: the system's libraries, and the Debian packages `also` names. */
export async function prepareWindows(also = []) {
  await prepareTools();
  await installSystemLibraries(also);
}
