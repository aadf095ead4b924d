import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const project = resolve(import.meta.dirname, "../../..");

export interface HubProcess {
  readonly address: string;
  readonly pid: number;
  /** A new enrolment code, by the command a person gives. */
  newCode(): Promise<string>;
  /** SIGKILL, as when its machine goes down; it is there again, at the same address, once this resolves. */
  kill(): Promise<void>;
  /** Ends it in an orderly way, its data with it. */
  close(): Promise<void>;
}

/** `npm run hub` as its own process with a PostgreSQL of its own, on a free port of this computer. */
export async function startHubProcess(options: readonly string[] = []): Promise<HubProcess> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-hub-process-"));
  const begin = (port: string): ChildProcess =>
    spawn(process.execPath, ["scripts/hub.mjs", "--http", "--port", port, "--folder", folder, ...options], {
      cwd: project,
      stdio: ["ignore", "pipe", "pipe"],
    });
  let child = begin("0");
  const printed = await said(child, /^ {2}more /m);
  const address = /^ {2}address +(\S+)/m.exec(printed)?.[1] ?? "";
  const codes = [/^ {2}code +(\S+)/m.exec(printed)?.[1] ?? ""];
  return {
    address,
    get pid() {
      return child.pid ?? 0;
    },
    async newCode() {
      const first = codes.pop();
      if (first !== undefined) return first;
      const asking = spawn(process.execPath, ["scripts/hub.mjs", "code", "--folder", folder], { cwd: project });
      return (
        (/([A-Z0-9]{4}(?:-[A-Z0-9]{4})+)/.exec(await said(asking, /([A-Z0-9]{4}(?:-[A-Z0-9]{4})+)/)) ?? [])[1] ?? ""
      );
    },
    async kill() {
      const ended = new Promise<void>((done) => void child.once("exit", () => done()));
      child.kill("SIGKILL");
      await ended;
      child = begin(new URL(address).port);
      await said(child, /^ {2}more /m);
    },
    async close() {
      const ended = new Promise<void>((done) => void child.once("exit", () => done()));
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What a process has printed once it has said this. */
function said(child: ChildProcess, words: RegExp): Promise<string> {
  let printed = "";
  return new Promise((resolve_, reject) => {
    const listen = (piece: Buffer): void => {
      printed += piece.toString("utf8");
      if (words.test(printed)) resolve_(printed);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", () =>
      reject(new Error(`The process ended before it said ${String(words)}. It printed:\n${printed}`)),
    );
  });
}
