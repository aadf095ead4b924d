import { parseFact, type Draft, type Fact } from "#shared/facts/kinds.ts";
import { noPrevious } from "#shared/facts/fact.ts";
import { kinds } from "#shared/facts/kinds.ts";
import { fold, touches, type ViewName, type ViewStates } from "#shared/facts/views.ts";
import { nextStamp, type Stamp } from "#shared/kernel/hybrid-clock.ts";
import { must } from "#shared/kernel/result.ts";

/** The real folds over facts that live in memory only: for looking at screens and for their tests. */
export interface FakeLog {
  /** Adds facts as if `at` were now; their views change with them. */
  readonly append: (
    drafts: readonly Draft[],
    /** `station`: where it was done; left out, at the station itself. */
    by: { readonly user: string; readonly at: number; readonly station?: string },
  ) => void;
  readonly get: <Name extends ViewName>(view: Name, id: string) => ViewStates[Name] | undefined;
  readonly all: <Name extends ViewName>(view: Name) => readonly ViewStates[Name][];
  readonly about: (view: ViewName, id: string) => readonly Fact[];
  readonly count: () => number;
}

export function createFakeLog(station: string): FakeLog {
  const views = new Map<string, Map<string, unknown>>();
  const histories = new Map<string, Fact[]>();
  let sequence = 0;
  let stamp: Stamp = "000000000000-0000";
  const viewOf = (view: ViewName) => {
    const known = views.get(view) ?? new Map<string, unknown>();
    views.set(view, known);
    return known;
  };
  return {
    append: (drafts, { user, at, station: doneAt = station }) => {
      for (const draft of drafts) {
        sequence += 1;
        stamp = nextStamp(stamp, at);
        const fact = factOf(draft, { station: doneAt, user, stamp, sequence });
        for (const { view, id } of touches(fact)) {
          const states = viewOf(view);
          states.set(id, fold(view, states.get(id) as never, id, fact));
          const key = `${view}/${id}`;
          histories.set(key, [...(histories.get(key) ?? []), fact]);
        }
      }
    },
    get: (view, id) => viewOf(view).get(id) as never,
    all: (view) => [...viewOf(view).values()] as never,
    about: (view, id) => histories.get(`${view}/${id}`) ?? [],
    count: () => sequence,
  };
}

function factOf(
  draft: Draft,
  given: { readonly station: string; readonly user: string; readonly stamp: Stamp; readonly sequence: number },
): Fact {
  const hex = given.sequence.toString(16).padStart(12, "0");
  const parsed = parseFact({
    ...draft,
    ...given,
    id: `00000000-0000-7000-8000-${hex}`,
    version: kinds[draft.kind].version,
    bodyHash: noPrevious,
    hash: noPrevious,
    previous: noPrevious,
  });
  if (!parsed.ok) throw new Error(`${draft.kind}: ${parsed.error.detail}`);
  return must(parsed.value, "it was just parsed");
}

/** Numbers that look like chance and are the same every time (a linear congruential generator). */
export function repeatableChance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}
