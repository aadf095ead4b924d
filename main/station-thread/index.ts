import { join } from "node:path";
import { workerData } from "node:worker_threads";
import { CompiledProgram } from "./compiled-program.ts";
import type { ThreadStartData } from "./messages.ts";

/** Where the station's thread begins: its program is read with its compiled form. */
// Given by `startStationThread`.
const { compiled } = workerData as ThreadStartData;
/** After the first screen, before the drivers of scanners and the fonts of labels are read. */
const keptAfterMs = 1500;

const program = new CompiledProgram(compiled);
program.load(join(import.meta.dirname, "station-program.cjs"));
// What cannot be kept costs the next start some milliseconds and nothing else.
setTimeout(() => void program.keep().catch(() => undefined), keptAfterMs).unref();
