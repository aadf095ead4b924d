import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, openSync, closeSync } from "node:fs";
import { chmod, chown, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { claimFolder, type FolderClaim } from "./folder-claim.ts";
import { HubAdvice } from "../../hub-refused.ts";
import { type PostgresProgram, postgresProgram } from "./program.ts";

/** A PostgreSQL server of the hub's own, its data in the hub's folder. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Process id of the server. */
  readonly pid: number;
  /** Ends the server in order; everything committed is on disk. */
  stop(): Promise<void>;
}

/** Held in the database by the one hub that may use a folder. */
const folderLock = 7_420_001;

/**
 * Starts the server of `folder`, made first where there is none. A server that outlived a killed hub is ended first; a
 * folder that another hub is using is refused.
 */
export async function startEmbedded(
  folder: string,
  options: { readonly settings?: readonly string[]; readonly port?: number } = {},
): Promise<EmbeddedPostgres> {
  await mkdir(folder, { recursive: true });
  // The account that PostgreSQL runs under must come through.
  if (process.getuid?.() === 0) await chmod(folder, 0o755);
  const claim = await claimFolder(folder);
  try {
    return await startClaimed(folder, claim, options.settings ?? [], options.port);
  } catch (problem) {
    await claim.release();
    throw problem;
  }
}

async function startClaimed(
  folder: string,
  claim: FolderClaim,
  more: readonly string[],
  fixedPort: number | undefined,
): Promise<EmbeddedPostgres> {
  const program = await postgresProgram(folder);
  const data = join(folder, "postgres");
  const password = await ownPassword(folder);
  if (!existsSync(join(data, "PG_VERSION"))) await initialise(program, data, folder, password);
  else await endOrphan(data, password);

  const port = fixedPort ?? (await freePort());
  const log = openSync(join(folder, "postgres.log"), "a");
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", ...more];
  // Its own process group: the terminal's Ctrl-C must not end it under the requests still being answered.
  const server = spawn(
    program.postgres,
    ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...program.account, cwd: "/", stdio: ["ignore", log, log], detached: process.platform !== "win32" },
  );
  closeSync(log);
  const url = urlOf(port, password);
  const lock = await connectWhenReady(server, url, join(folder, "postgres.log"));
  await lock.query("SELECT pg_advisory_lock($1)", [folderLock]);
  return {
    url,
    pid: server.pid ?? 0,
    async stop() {
      const ended = server.exitCode === null && server.signalCode === null ? once(server, "exit") : Promise.resolve();
      await lock.end().catch(() => undefined);
      end(server);
      await ended;
      await claim.release();
    },
  };
}

/** The database of a hub that runs on this folder at this moment; undefined where none does. */
export async function runningEmbedded(folder: string): Promise<string | undefined> {
  const running = await readPostmaster(join(folder, "postgres"));
  if (!running || !isAlive(running.pid)) return undefined;
  const url = urlOf(running.port, await ownPassword(folder));
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ free: boolean }>("SELECT pg_try_advisory_lock($1) AS free", [folderLock]);
    return rows[0]?.free === false ? url : undefined;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function initialise(program: PostgresProgram, data: string, folder: string, password: string): Promise<void> {
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true, mode: 0o700 });
  const passwordFile = join(folder, "password.tmp");
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (program.account) {
    const { uid, gid } = program.account;
    await chown(data, uid, gid);
    await chown(passwordFile, uid, gid);
  }
  const { status, stderr, stdout } = spawnSync(
    program.initdb,
    [
      `--pgdata=${data}`,
      "--auth=scram-sha-256",
      "--username=holdfast",
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      // Text in the order of its bytes, as fold keys are compared everywhere.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
    ],
    { ...program.account, cwd: "/", encoding: "utf8" },
  );
  await rm(passwordFile, { force: true });
  if (status === 0) return;
  await rm(data, { recursive: true, force: true });
  if (program.account && stderr.includes("Permission denied")) {
    throw new HubAdvice(
      `PostgreSQL does not run as root, and the account "postgres" that it runs under cannot reach ${folder}. ` +
        "Give a folder that everybody may pass through, for example --folder /var/lib/holdfast-hub.",
    );
  }
  throw new HubAdvice(`the database in ${data} could not be made. What initdb said:\n\n${stdout}\n${stderr}`);
}

/** Ends a server that a killed hub left behind. */
async function endOrphan(data: string, password: string): Promise<void> {
  const running = await readPostmaster(data);
  if (!running || !isAlive(running.pid)) return;
  const client = new Client({ connectionString: urlOf(running.port, password) });
  try {
    await client.connect();
  } catch {
    // Not ours, or not answering: the new server finds out for itself whether the folder is free.
    await client.end().catch(() => undefined);
    return;
  }
  const { rows } = await client.query<{ free: boolean }>("SELECT pg_try_advisory_lock($1) AS free", [folderLock]);
  await client.end();
  if (rows[0]?.free === false) {
    throw new HubAdvice(
      `another hub is running on this folder. End it first, or give this one a folder of its own with --folder.`,
    );
  }
  process.kill(running.pid, "SIGINT");
  for (let waited = 0; isAlive(running.pid); waited += 50) {
    if (waited === 20_000) process.kill(running.pid, "SIGQUIT");
    await pause(50);
  }
}

async function connectWhenReady(server: ChildProcess, url: string, logFile: string): Promise<Client> {
  let ended = false;
  server.once("exit", () => (ended = true));
  server.once("error", () => (ended = true));
  for (;;) {
    const client = new Client({ connectionString: url });
    // Lost when the server ends; what else hangs on it notices by itself.
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch {
      await client.end().catch(() => undefined);
    }
    if (ended) {
      const said = await readFile(logFile, "utf8").catch(() => "");
      throw new HubAdvice(`PostgreSQL did not start. Its last words:\n\n${said.slice(-2000)}`);
    }
    await pause(30);
  }
}

function end(server: ChildProcess): void {
  // SIGINT: end at once and in order. Windows knows no signals; its server recovers at the next start.
  server.kill("SIGINT");
}

async function readPostmaster(data: string): Promise<{ pid: number; port: number } | undefined> {
  const text = await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "");
  const [pid, , , port] = text.split("\n");
  return pid && port ? { pid: Number(pid), port: Number(port) } : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function ownPassword(folder: string): Promise<string> {
  const path = join(folder, "password");
  const known = await readFile(path, "utf8").catch(() => "");
  if (known) return known.trim();
  const password = randomBytes(24).toString("base64url");
  await writeFile(path, password, { mode: 0o600 });
  return password;
}

function urlOf(port: number, password: string): string {
  return `postgres://holdfast:${password}@127.0.0.1:${port}/postgres`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}
