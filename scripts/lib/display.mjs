import { spawn } from "node:child_process";
import { StopWithAdvice } from "./terminal.mjs";

export const hasDisplay = () =>
  process.platform !== "linux" || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/** Electron's options for the screen and the user we have. */
export function electronOptions() {
  const options = [];
  // Chromium refuses its sandbox to root. Nobody else goes without it.
  if (process.platform === "linux" && process.getuid?.() === 0) options.push("--no-sandbox");
  if (!process.env.DISPLAY && process.env.WAYLAND_DISPLAY) options.push("--ozone-platform-hint=auto");
  return options;
}

/** @returns {import("node:net").Socket} */
const socket = (pipe) => pipe;

/** Xvfb writes the number and the line's end one after the other, and dies when nobody takes the second. */
async function displayName(pipe) {
  let line = "";
  for await (const piece of pipe) {
    line += piece;
    if (line.endsWith("\n")) return `:${line.trim()}`;
  }
  // Closed without a word: the exit of the server tells the rest.
  return new Promise(() => {});
}

// The screen must not outlive us, even when we are killed: when the pipe on 4, whose other end we hold, closes, it ends.
const untilThePipeCloses = 'Xvfb "$@" 4<&- & server=$!; { cat <&4 >/dev/null; kill $server; } 3>&- & wait $server';

/**
 * Starts a screen in memory and sets DISPLAY for this process and its children.
 * It ends with `stop()`, and with this process.
 * @returns {Promise<import("./display.mjs").VirtualDisplay>}
 */
export async function startVirtualDisplay({ width = 1920, height = 1200 } = {}) {
  const options = ["-displayfd", "3", "-screen", "0", `${width}x${height}x24`, "-nolisten", "tcp", "-dpi", "96"];
  const server = spawn("sh", ["-c", untilThePipeCloses, "sh", ...options], {
    // Its own process group: Ctrl-C must reach the application first, and the screen only after it.
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const number = socket(server.stdio[3]);
  const lifeline = socket(server.stdio[4]);
  const failed = new Promise((_, reject) => {
    server.once("exit", () =>
      reject(new StopWithAdvice("there is no screen, and Xvfb could not make one. Install it: apt-get install xvfb")),
    );
  });
  const name = await Promise.race([displayName(number), failed]);
  failed.catch(() => {});
  server.unref();
  lifeline.unref();

  const before = process.env.DISPLAY;
  process.env.DISPLAY = name;
  return {
    name,
    stop() {
      if (before === undefined) delete process.env.DISPLAY;
      else process.env.DISPLAY = before;
      lifeline.destroy();
    },
  };
}
