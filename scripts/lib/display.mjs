import { spawn } from "node:child_process";
import { StopWithAdvice } from "./terminal.mjs";

export const hasDisplay = () =>
  process.platform !== "linux" || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/** Electron's options for the screen and the user we have. */
export function electronOptions() {
  const options = [];
  // Chromium refuses its sandbox to root. Nobody else goes without it.
  if (process.platform === "linux" && process.getuid() === 0) options.push("--no-sandbox");
  if (!process.env.DISPLAY && process.env.WAYLAND_DISPLAY) options.push("--ozone-platform-hint=auto");
  return options;
}

/** Xvfb writes the number and the line's end one after the other, and dies when nobody takes the second. */
async function displayName(pipe) {
  let line = "";
  for await (const piece of pipe) {
    line += piece;
    if (line.endsWith("\n")) break;
  }
  return `:${line.trim()}`;
}

/**
 * Starts a screen in memory and sets DISPLAY for this process and its children.
 * The caller stops it; it also ends with this process.
 * @returns {Promise<import("./display.mjs").VirtualDisplay>}
 */
export async function startVirtualDisplay({ width = 1920, height = 1200 } = {}) {
  // Its own process group: Ctrl-C must reach the application first, and the screen only after it.
  const server = spawn(
    "Xvfb",
    ["-displayfd", "3", "-screen", "0", `${width}x${height}x24`, "-nolisten", "tcp", "-dpi", "96"],
    { detached: true, stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  const failed = new Promise((_, reject) => {
    const advice = () =>
      reject(new StopWithAdvice("there is no screen, and Xvfb could not make one. Install it: apt-get install xvfb"));
    server.once("error", advice);
    server.once("exit", advice);
  });
  const name = await Promise.race([displayName(server.stdio[3]), failed]);
  failed.catch(() => {});
  const before = process.env.DISPLAY;
  process.env.DISPLAY = name;
  const kill = () => server.kill("SIGTERM");
  process.once("exit", kill);
  server.unref();
  return {
    name,
    stop() {
      process.off("exit", kill);
      if (before === undefined) delete process.env.DISPLAY;
      else process.env.DISPLAY = before;
      kill();
    },
  };
}
