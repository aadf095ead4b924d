/**
 * The checkpoint worker, as source text.
 *
 * It is started with `new Worker(source, { eval: true })`: no bundler has to know a second entry, no path has to be
 * right inside an asar archive, and the same text runs from TypeScript, from a test and from the bundled application.
 * It takes its driver through `createRequire` from the path of the module that started it, so it must stay
 * self-contained CommonJS.
 *
 * Messages out: `{ kind: "log-size", bytes }` after each round with the log past the alarm, and once, with the size, when
 * it is no longer; `{ kind: "problem", words }` when a round failed in another way than the last, and with `words`
 * undefined once one went through again. A disk that fails may recover, so the thread goes on.
 * Messages in: `"stop"`. It then closes its connection and ends by itself.
 */
export const checkpointThreadSource = `"use strict";
const { createRequire } = require("node:module");
const { statSync } = require("node:fs");
const { parentPort, workerData } = require("node:worker_threads");
const { path, driver, requireBase, everyMilliseconds, idleRounds, alarmBytes } = workerData;

function openDatabase() {
  if (driver === "node:sqlite") return new (process.getBuiltinModule(driver).DatabaseSync)(path);
  const loaded = createRequire(requireBase)(driver);
  return driver === "libsql" ? new loaded(path) : new loaded.DatabaseSync(path);
}

const database = openDatabase();
// Never wait while holding the writer's lock: the next round tries again.
database.exec("PRAGMA busy_timeout = 0");
database.exec("PRAGMA synchronous = FULL");
database.exec("PRAGMA fullfsync = 1");
database.exec("PRAGMA checkpoint_fullfsync = 1");
database.exec("PRAGMA wal_autocheckpoint = 0");
const passive = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");
const restart = database.prepare("PRAGMA wal_checkpoint(RESTART)");
const truncate = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
// A page of the log has a head of its own.
const frameBytes = database.prepare("PRAGMA page_size").get().page_size + 24;

function logState() {
  try {
    const { size, mtimeMs } = statSync(path + "-wal");
    return { size, mtimeMs };
  } catch {
    return { size: 0, mtimeMs: 0 };
  }
}

function isBusy(problem) {
  return /locked|busy/i.test(String(problem && problem.message));
}

let isTooLarge = false;
function tellSize(size) {
  if (size > alarmBytes || isTooLarge) parentPort.postMessage({ kind: "log-size", bytes: size });
  isTooLarge = size > alarmBytes;
}

let told;
function tellProblem(words) {
  if (words !== told) parentPort.postMessage({ kind: "problem", words });
  told = words;
}

let before = { size: -1, mtimeMs: -1 };
let quietRounds = 0;

// What the log is used for, and pages of it that are not yet in the file.
function moveWhatMayBeMoved() {
  const { log, checkpointed } = passive.all()[0];
  return { bytes: log * frameBytes, left: log - checkpointed };
}

// Beginning the log anew moves the rest with the writer's lock held, and whoever commits meanwhile waits: four megabytes
// at most. Giving its room back takes a file system far longer than that, so it is done while nobody writes.
const mostMovedLocked = 1000;

function round() {
  const now = logState();
  const unchanged = now.size === before.size && now.mtimeMs === before.mtimeMs;
  before = now;
  quietRounds = unchanged ? quietRounds + 1 : 0;
  if (now.size === 0) tellSize(0);
  if (now.size === 0 || quietRounds > idleRounds) return;
  try {
    let { bytes, left } = moveWhatMayBeMoved();
    tellSize(bytes);
    const isIdle = quietRounds === idleRounds;
    if (isIdle || bytes > alarmBytes) {
      // A long look at the store kept pages back until just now, or they were written while others were moved.
      if (left > mostMovedLocked) left = moveWhatMayBeMoved().left;
      if (left > mostMovedLocked) quietRounds = 0;
      else if (isIdle) truncate.all();
      else restart.all();
    }
    tellProblem(undefined);
  } catch (problem) {
    quietRounds = 0;
    if (!isBusy(problem)) tellProblem(String(problem && problem.message));
  }
}

const timer = setInterval(round, everyMilliseconds);
parentPort.on("message", (message) => {
  if (message !== "stop") return;
  clearInterval(timer);
  parentPort.close();
  database.close();
});
`;
