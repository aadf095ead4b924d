import { windowDatabase, type KeptDraft } from "../../platform/dexie.ts";
import { isEmptyDraft, type DeskDraft } from "./draft.ts";

/**
 * Drafts outlive the window: each change is written as it is typed, the newest always last. A window database that does
 * not work loses the draft in a crash and nothing else, so its failures are told once and never in the way.
 */
export interface DraftKeeper {
  readonly keep: (draft: DeskDraft) => void;
  /** Settles once everything given so far is written. */
  readonly settled: () => Promise<void>;
}

export function createDraftKeeper(onTrouble: () => void): DraftKeeper {
  let newest: DeskDraft | undefined;
  let writing: Promise<void> | undefined;
  // Ends in the same step in which nothing is left, so that no draft falls between the end of one and the next.
  const write = async () => {
    while (newest) {
      const draft = newest;
      newest = undefined;
      try {
        if (isEmptyDraft(draft)) await (await windowDatabase()).drafts.delete(draft.orderId);
        else await (await windowDatabase()).drafts.put(asKept(draft, "typing"));
      } catch {
        onTrouble();
      }
    }
    writing = undefined;
  };
  return {
    keep: (draft) => {
      newest = draft;
      writing ??= write();
    },
    settled: async () => {
      await writing;
    },
  };
}

function asKept(draft: DeskDraft, state: KeptDraft["state"]): KeptDraft<DeskDraft> {
  return { draftId: draft.orderId, state, savedAt: Date.now(), draft };
}

/** The draft that was being typed when the window last closed or crashed. */
export async function draftBeingTyped(): Promise<DeskDraft | undefined> {
  try {
    const kept = await (await windowDatabase()).drafts.where("state").equals("typing").sortBy("savedAt");
    return kept.map(draftIn).findLast((draft) => draft !== undefined);
  } catch {
    return undefined;
  }
}

export async function parkDraft(draft: DeskDraft): Promise<void> {
  await (await windowDatabase()).drafts.put(asKept(draft, "parked"));
}

/** Parked drafts, the one put aside last first. */
export async function parkedDrafts(): Promise<readonly (KeptDraft & { readonly draft: DeskDraft })[]> {
  try {
    const kept = await (await windowDatabase()).drafts.where("state").equals("parked").sortBy("savedAt");
    return kept.toReversed().flatMap((each) => {
      const draft = draftIn(each);
      return draft ? [{ ...each, draft }] : [];
    });
  } catch {
    return [];
  }
}

export async function forgetDraft(draftId: string): Promise<void> {
  try {
    await (await windowDatabase()).drafts.delete(draftId);
  } catch {
    // It comes back once as a draft of an order that is placed already; placing it again places nothing.
  }
}

/** What an older or newer version of the app kept may lack parts: then it is no draft any more. */
function draftIn({ draft }: KeptDraft): DeskDraft | undefined {
  if (typeof draft !== "object" || draft === null) return undefined;
  const { orderId, lines, customer, shipTo } = draft as Partial<DeskDraft>;
  const isWhole = typeof orderId === "string" && Array.isArray(lines) && customer !== undefined && shipTo !== undefined;
  // Written by asKept of this very shape.
  return isWhole ? (draft as DeskDraft) : undefined;
}
