import Dexie from "dexie";
import type { Table } from "dexie";
import type { ThemeChoice } from "../ui/theme.ts";

/**
 * What only this window keeps: typing that is no fact yet, and how the person likes to look at things. Nothing in it is
 * needed to get an order out of the door, so a window that cannot open it works on without.
 */
export interface KeptDraft<Draft = unknown> {
  readonly draftId: string;
  /** `typing`: came back as it was after a crash; `parked`: put aside on purpose. */
  readonly state: "typing" | "parked";
  readonly savedAt: number;
  readonly draft: Draft;
}

export interface KeptSearch {
  readonly searchId: string;
  readonly list: "orders";
  readonly stage: string;
  readonly search: string;
}

export interface KeptSetting {
  readonly key: "theme";
  readonly value: string;
}

export interface WindowDatabase extends Dexie {
  readonly drafts: Table<KeptDraft, string>;
  readonly searches: Table<KeptSearch, string>;
  readonly settings: Table<KeptSetting, string>;
}

function openWindowDatabase(): WindowDatabase {
  const database = new Dexie("holdfast-window");
  database.version(1).stores({ drafts: "draftId, state, savedAt", searches: "searchId, list", settings: "key" });
  // Dexie adds a property for each table named above.
  return database as WindowDatabase;
}

export const windowDatabase = openWindowDatabase();

const themes: readonly ThemeChoice[] = ["light", "dark", "system"];

export async function keptTheme(): Promise<ThemeChoice> {
  try {
    const kept = (await windowDatabase.settings.get("theme"))?.value;
    return themes.find((theme) => theme === kept) ?? "system";
  } catch {
    return "system";
  }
}

export async function keepTheme(theme: ThemeChoice): Promise<void> {
  await windowDatabase.settings.put({ key: "theme", value: theme });
}
