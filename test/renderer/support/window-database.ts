// oxlint-disable-next-line import/no-unassigned-import -- jsdom has no IndexedDB; this must stand before whoever opens one
import "fake-indexeddb/auto";
import { windowDatabase } from "#renderer/platform/dexie.ts";

/** The window's own database, in memory. Import it from here, before anything of the renderer. */
export const keptInWindow = await windowDatabase();
