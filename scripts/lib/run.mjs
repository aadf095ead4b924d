import { spawn } from "node:child_process";
import { projectFolder } from "./project.mjs";

/**
 * Runs a program to its end.
 * `show: true` gives it this terminal; otherwise what it prints is kept and answered as `output`.
 * A program that cannot be started, or outlives `timeoutMilliseconds`, answers a code other than 0, never a throw.
 */
export function run(command, args, { show = false, env = {}, cwd = projectFolder, timeoutMilliseconds = 0 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
      timeout: timeoutMilliseconds,
    });
    const pieces = [];
    child.stdout?.on("data", (piece) => pieces.push(piece));
    child.stderr?.on("data", (piece) => pieces.push(piece));
    const output = () => Buffer.concat(pieces).toString("utf8");
    child.on("error", (reason) => resolve({ code: 127, output: `${command}: ${reason.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output: output() }));
  });
}

/** Runs a script with the Node that runs us. */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options);
