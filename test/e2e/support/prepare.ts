import { buildIfStale } from "../../../scripts/lib/build.mjs";
import { hasDisplay, startVirtualDisplay } from "../../../scripts/lib/display.mjs";
import { electronRuntime } from "../../../scripts/lib/electron-runtime.mjs";

/** Once before the suites that open windows: the current build, an Electron, and one screen for all of them. */
export async function setup(): Promise<() => void> {
  await buildIfStale();
  await electronRuntime();
  const screen = hasDisplay() ? undefined : await startVirtualDisplay();
  return () => screen?.stop();
}
