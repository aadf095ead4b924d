import type { StationState } from "#shared/bridge/types.ts";
import { ok } from "#shared/kernel/result.ts";
import { Rescue } from "../features/rescue.ts";
import { storeClosedWords } from "../features/store-closed.ts";
import { refuse } from "../features/station-context.ts";
import type { KeyRing } from "../sync/token-vault.ts";
import type { Handlers } from "./answer.ts";

/** What can be asked while the store cannot be opened: why, and where the file is lost, how to get it back. */
export function closedHandlers(
  problem: unknown,
  parts: {
    readonly directory: string;
    readonly clock: () => number;
    readonly keyRing?: KeyRing | undefined;
    /** Opens the store as at a start, and tells the window. */
    readonly reopen: () => Promise<void>;
  },
): Partial<Handlers> {
  const { directory, clock, reopen, keyRing } = parts;
  const rescue = Rescue.of(problem, { directory, clock, keyRing });
  const words = storeClosedWords(problem, directory);
  const state: StationState = { phase: "store-closed", words, rescue: rescue !== undefined };
  if (!rescue) return { "station.state": () => ok(state) };
  return {
    "station.state": () => ok(state),
    "care.rescue": async () => ok(await rescue.state()),
    "care.restore": async ({ name }) => {
      const restored = await rescue.restore(name);
      if (!restored.ok) return restored;
      await reopen();
      return ok({ phase: "opening" });
    },
    "care.fromHub": async (asked) => {
      const got = await rescue.fromHub(asked);
      if (!got.ok) return got;
      await reopen();
      return ok({ phase: "opening" });
    },
    "care.openAsIs": async () => {
      if (!(await rescue.openAsIs())) return refuse("store-open");
      await reopen();
      return ok({ phase: "opening" });
    },
  };
}
