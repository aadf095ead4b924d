import { Session } from "node:inspector/promises";
import type { Profiler } from "node:inspector";

/** A stretch in which the event loop did not come round. */
export interface Hold {
  readonly milliseconds: number;
  /** Function of ours that most of it was spent in, and under; with the file it is in. */
  readonly name: string;
}

interface Late {
  /** By the clock the profiler uses. */
  readonly from: number;
  readonly to: number;
}

const tickMs = 1;

/** Watches how late a timer comes, and profiles the program to say who held it. */
export async function watchLoop(): Promise<{ stop(): Promise<Hold[]> }> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 500 });
  await session.post("Profiler.start");
  const lates: Late[] = [];
  let before = now();
  const timer = setInterval(() => {
    const at = now();
    if (at - before > (tickMs + 4) * 1000) lates.push({ from: before, to: at });
    before = at;
  }, tickMs);
  return {
    async stop() {
      clearInterval(timer);
      const { profile } = await session.post("Profiler.stop");
      session.disconnect();
      return lates.map((late) => ({ milliseconds: (late.to - late.from) / 1000, name: nameOf(profile, late) }));
    },
  };
}

/** Microseconds since the machine started, as the profiler counts them. */
function now(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

function nameOf(profile: Profiler.Profile, { from, to }: Late): string {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const counts = new Map<string, number>();
  let at = profile.startTime;
  for (const [place, sample] of (profile.samples ?? []).entries()) {
    at += profile.timeDeltas?.[place] ?? 0;
    if (at < from || at > to) continue;
    const name = ours(sample, nodes, parents);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted((one, other) => other[1] - one[1]);
  return most?.[0] ?? "nobody seen";
}

function ours(
  sample: number,
  nodes: ReadonlyMap<number, Profiler.ProfileNode>,
  parents: ReadonlyMap<number, number>,
): string {
  const own = nodes.get(sample)?.callFrame.functionName ?? "";
  if (own === "(idle)" || own === "(garbage collector)") return own;
  for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
    const frame = nodes.get(id)?.callFrame;
    const file = frame && /\/((?:main|shared|test)\/[^?]*)/.exec(frame.url)?.[1];
    // These two only hand on what others ask of SQLite.
    if (file && !/slow-queries\.ts$|side-tables\.ts$/.test(file))
      return `${frame.functionName || "a function"} in ${file}`;
  }
  return own;
}
