import { utilityProcess } from "electron";
import type { DeviceChild } from "./device-process.ts";

/** Starts the device process under Electron. */
export function utilityChild(program: string): DeviceChild {
  const child = utilityProcess.fork(program, [], { serviceName: "Holdfast devices", stdio: "ignore" });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on("message", listener),
    onExit: (listener) => void child.once("exit", () => listener()),
    kill: () => {
      // `kill` of Electron asks politely, which a process that hangs does not hear.
      if (child.pid === undefined) child.kill();
      else {
        try {
          process.kill(child.pid, "SIGKILL");
        } catch {
          // It is gone already.
        }
      }
    },
  };
}
