import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** What one life said before it was killed. */
export interface Told {
  /** Facts acknowledged: said after the promise of their act resolved. */
  readonly saved: ReadonlySet<string>;
  /** What it finished beside writing. */
  readonly done: readonly string[];
  /** The version it was last migrating to; undefined where it was not. */
  readonly migrating: number | undefined;
  readonly opened: boolean;
}

/** So many milliseconds after it has said so many things; `nothing`: after it was let in, open or not. */
export interface Moment {
  readonly after: number | "nothing";
  readonly milliseconds: number;
}

export interface WaitingLife {
  readonly phase: string;
  /** Lets it open the store and kills it at the moment given. */
  liveUntil(moment: Moment): Promise<Told>;
  /** For lives that were never let go. */
  discard(): void;
}

/** Starts the program and lets it wait at the door: its start-up costs no time between two kills. */
export function startLife(
  program: string,
  directory: string,
  phase: string,
  seed: number,
  version: number,
): WaitingLife {
  const child = spawn(process.execPath, [program, directory, phase, String(seed), String(version)], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  return {
    phase,
    liveUntil: (moment) => follow(child, moment),
    discard: () => void child.kill("SIGKILL"),
  };
}

async function follow(child: ChildProcess, { after, milliseconds }: Moment): Promise<Told> {
  const saved = new Set<string>();
  const done: string[] = [];
  const problems: Buffer[] = [];
  const state = { opened: false, migrating: undefined as number | undefined };
  let said = 0;
  let killed = false;
  const killSoon = () =>
    setTimeout(() => {
      killed = true;
      child.kill("SIGKILL");
    }, milliseconds);
  child.stderr?.on("data", (bytes: Buffer) => problems.push(bytes));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  if (!child.stdout || !child.stdin) throw new Error("The life has no pipes");
  for await (const text of createInterface({ input: child.stdout })) {
    const [word, ...rest] = text.split(" ");
    if (word === "ready") {
      child.stdin.write("go\n");
      if (after === "nothing") killSoon();
      continue;
    }
    if (word === "open") state.opened = true;
    else if (word === "saved") for (const fact of rest) saved.add(fact);
    else if (word === "done") done.push(rest.join(" "));
    else if (word === "migrating") state.migrating = Number(rest[0]);
    if (said++ === after) killSoon();
  }
  await ended;
  if (!killed) throw new Error(`It died by itself: ${Buffer.concat(problems).toString()}`);
  return { saved, done, ...state };
}
