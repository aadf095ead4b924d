import { fork } from "node:child_process";
import type { DeviceChild } from "./device-process.ts";

/** Starts the device process under plain Node, for a station without a window. */
export function nodeChild(
  program: string,
  execArgv: readonly string[] = [],
): DeviceChild & { readonly pid: number | undefined } {
  const child = fork(program, { execArgv: [...execArgv], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  return {
    pid: child.pid,
    // A process that is ending takes nothing more, and says so itself.
    send: (message) => void (child.connected && child.send(message, () => undefined)),
    onMessage: (listener) => void child.on("message", listener),
    onExit: (listener) => {
      child.once("exit", listener);
      child.once("error", listener);
    },
    kill: () => void child.kill("SIGKILL"),
  };
}
