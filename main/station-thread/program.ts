import { parentPort, workerData } from "node:worker_threads";
import { openStation } from "../station.ts";
import type { StationThreadData } from "./messages.ts";
import { serveStation } from "./serve-station.ts";

/** The program of the station's thread. */
if (!parentPort) throw new Error("This is the program of a thread");
// Given by `startStationThread`.
serveStation(parentPort, workerData as StationThreadData, openStation);
