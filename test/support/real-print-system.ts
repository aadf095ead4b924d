import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

function has(command: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${command}`], { env: { ...process.env, PATH: paths } }).status === 0;
}

const paths = `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`;
const isRoot = process.getuid?.() === 0;

/** Why the tests with a real IPP printer cannot run here; undefined where they can. */
export const noIppPrinter = ["ippeveprinter", "avahi-daemon", "dbus-daemon"].some((name) => !has(name))
  ? "ippeveprinter needs the Debian packages cups-ipp-utils, avahi-daemon and dbus"
  : isRoot
    ? undefined
    : "ippeveprinter needs avahi, which only root can start";

/** Why the tests with a real CUPS cannot run here; undefined where they can. */
export const noCups = ["cupsd", "lpadmin", "cupsaccept"].some((name) => !has(name))
  ? "CUPS needs the Debian packages cups, cups-client and printer-driver-cups-pdf"
  : isRoot
    ? undefined
    : "only root can start a CUPS of its own";

/** The message bus and the announcer of the local network, which an IPP printer will not start without. */
async function announcer(): Promise<void> {
  await mkdir("/run/dbus", { recursive: true });
  if (
    spawnSync("dbus-send", ["--system", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.GetId"]).status !== 0
  ) {
    await rm("/run/dbus/pid", { force: true });
    await run("dbus-daemon", ["--system", "--fork"]);
  }
  if (spawnSync("avahi-daemon", ["--check"], { env: { ...process.env, PATH: paths } }).status !== 0) {
    await run("avahi-daemon", ["-D", "--no-drop-root", "--no-chroot"], { env: { ...process.env, PATH: paths } });
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  if (address === null || typeof address === "string") throw new Error("A TCP listener has a port");
  return address.port;
}

/** What the printer does with the next jobs, as its command script reads it from a file. */
export type IppBehaviour = "print" | "paper-out" | "cover-open" | "fail";

export interface RealIppPrinter {
  readonly uri: string;
  readonly port: number;
  behave(behaviour: IppBehaviour): Promise<void>;
  /** What came out, each as its bytes. */
  papers(): Promise<Uint8Array[]>;
  stop(): Promise<void>;
}

/** The IPP Everywhere printer of the CUPS project, in an own folder, on an own port. */
export async function startIppPrinter(name = `Holdfast test ${process.pid}`): Promise<RealIppPrinter> {
  await announcer();
  const folder = await mkdtemp(join(tmpdir(), "holdfast-ipp-"));
  const papers = join(folder, "papers");
  const spool = join(folder, "spool");
  const behaviour = join(folder, "behaviour");
  const command = join(folder, "print.sh");
  await mkdir(papers);
  await mkdir(spool);
  await writeFile(behaviour, "print");
  await writeFile(
    command,
    `#!/bin/sh
while :; do
  case "$(cat ${behaviour})" in
    paper-out) echo "STATE: +media-empty-error" >&2; sleep 0.05 ;;
    cover-open) echo "STATE: +cover-open-error" >&2; sleep 0.05 ;;
    fail) exit 1 ;;
    *) echo "STATE: -media-empty-error,cover-open-error" >&2; break ;;
  esac
done
cp "$1" "${papers}/$(date +%s%N)-$$"
echo "ATTR: job-impressions=1 job-impressions-completed=1" >&2
`,
  );
  await chmod(command, 0o755);
  const port = await freePort();
  const formats = "application/pdf,application/octet-stream,application/vnd.zebra-zpl,image/pwg-raster,image/urf";
  const printer = spawn(
    "ippeveprinter",
    ["-p", String(port), "-r", "off", "-k", "-d", spool, "-c", command, "-f", formats, name],
    { stdio: ["ignore", "ignore", "ignore"], env: { ...process.env, PATH: paths } },
  );
  await answers(port, printer);
  return {
    uri: `ipp://127.0.0.1:${port}/ipp/print`,
    port,
    behave: (next) => writeFile(behaviour, next),
    papers: async () => {
      const files = (await readdir(papers)).toSorted();
      return await Promise.all(files.map((file) => readFile(join(papers, file))));
    },
    stop: async () => {
      await ended(printer);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface RealCups {
  readonly port: number;
  uri(queue: string): string;
  /** A queue that hands its bytes on as they are to a raw printer port. */
  addRaw(queue: string, printerPort: number): Promise<void>;
  /** A driverless queue in front of an IPP printer. */
  addDriverless(queue: string, printerUri: string): Promise<void>;
  stop(): Promise<void>;
}

/** A CUPS of our own, apart from the system's: its own folders, port and queues. */
export async function startCups(): Promise<RealCups> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-cups-"));
  await chmod(folder, 0o755);
  const port = await freePort();
  const inside = (name: string): string => join(folder, name);
  for (const name of ["etc", "spool", "cache", "state", "log"]) await mkdir(inside(name));
  await mkdir(inside("spool/tmp"));
  await writeFile(
    inside("etc/cupsd.conf"),
    `Listen 127.0.0.1:${port}
Browsing Off
DefaultAuthType None
MaxJobs 0
PreserveJobHistory Yes
JobRetryInterval 1
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
`,
  );
  await writeFile(
    inside("etc/cups-files.conf"),
    `ServerRoot ${inside("etc")}
RequestRoot ${inside("spool")}
TempDir ${inside("spool/tmp")}
CacheDir ${inside("cache")}
StateDir ${inside("state")}
ErrorLog ${inside("log/error_log")}
AccessLog ${inside("log/access_log")}
PageLog ${inside("log/page_log")}
FileDevice Yes
Sandboxing relaxed
`,
  );
  const cupsd = spawn("cupsd", ["-f", "-c", inside("etc/cupsd.conf"), "-s", inside("etc/cups-files.conf")], {
    stdio: "ignore",
    env: { ...process.env, PATH: paths },
  });
  await answers(port, cupsd);
  const admin = async (...options: readonly string[]): Promise<void> => {
    await run("lpadmin", ["-h", `127.0.0.1:${port}`, ...options], { env: { ...process.env, PATH: paths } });
  };
  return {
    port,
    uri: (queue) => `ipp://127.0.0.1:${port}/printers/${queue}`,
    addRaw: (queue, printerPort) =>
      admin(
        "-p",
        queue,
        "-E",
        "-v",
        `socket://127.0.0.1:${printerPort}`,
        "-m",
        "raw",
        "-o",
        "printer-error-policy=retry-job",
      ),
    addDriverless: (queue, printerUri) =>
      admin("-p", queue, "-E", "-v", printerUri, "-m", "everywhere", "-o", "printer-error-policy=retry-job"),
    stop: async () => {
      await ended(cupsd);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number, process: ChildProcess): Promise<void> {
  for (let turn = 0; turn < 600; turn += 1) {
    if (process.exitCode !== null) throw new Error(`It ended with ${process.exitCode} before it listened`);
    const reply = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (reply) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("It does not listen");
}

async function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return;
  const gone = new Promise((resolve) => process.once("exit", resolve));
  process.kill("SIGTERM");
  await gone;
}
