import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { projectFolder } from "../../architecture/support/small-house.ts";

export interface HubProcess {
  readonly address: string;
  /** The code printed at the start. */
  readonly code: string;
  /** SIGTERM by default; resolves with the exit code when the process has ended, null after SIGKILL. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** `npm run hub` as people start it, in a process of its own, on plain HTTP and any free port. */
export async function startHubProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<HubProcess> {
  const child = spawn(process.execPath, ["scripts/hub.mjs", "--http", "--port", "0", ...args], {
    cwd: projectFolder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (piece: Buffer) => (errors += piece.toString("utf8")));
  const said = new Map<string, string>();
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name = "", value = ""] = /^ {2}(\w+) +(\S+)/.exec(line) ?? [];
    said.set(name, value);
    if (name === "more") break;
  }
  child.stdout.resume();
  const address = said.get("address");
  if (address === undefined) throw new Error(`the hub did not start:\n${errors}`);
  return { address, code: said.get("code") ?? "", end: (signal = "SIGTERM") => end(child, signal) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
  return child.exitCode;
}

/** Runs one command of the hub to its end and answers what it printed. */
export async function hubCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly text: string }> {
  const child = spawn(process.execPath, ["scripts/hub.mjs", ...args], {
    cwd: projectFolder,
    env: { ...process.env, ...environment },
  });
  let text = "";
  for (const output of [child.stdout, child.stderr])
    output.on("data", (piece: Buffer) => (text += piece.toString("utf8")));
  await once(child, "close");
  return { code: child.exitCode, text };
}
