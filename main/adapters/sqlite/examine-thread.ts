/**
 * The worker that copies a store and looks a copy through, as source text; see checkpoint-thread.ts for why.
 *
 * With `to`: copies `path` there while others go on writing (`VACUUM INTO` sees one moment of it) and syncs the copy to
 * the disk. Then, or without `to`, looks the file through: SQLite's own integrity check, and the questions given.
 * One message out: `{ problems, answers, bytes }` or `{ failed }`.
 */
export const examineThreadSource = `"use strict";
const { createRequire } = require("node:module");
const fs = require("node:fs");
const { parentPort, workerData } = require("node:worker_threads");
const { path, driver, requireBase, to, questions } = workerData;

function open(file, readOnly) {
  if (driver === "node:sqlite") return new (process.getBuiltinModule(driver).DatabaseSync)(file, { readOnly });
  const loaded = createRequire(requireBase)(driver);
  if (driver !== "libsql") return new loaded.DatabaseSync(file, { readOnly });
  const database = new loaded(file);
  if (readOnly) database.exec("PRAGMA query_only = 1");
  return database;
}

function sync(file) {
  const handle = fs.openSync(file, "r+");
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

function copy() {
  fs.rmSync(to, { force: true });
  const database = open(path, false);
  try {
    database.exec("PRAGMA busy_timeout = 5000; PRAGMA cache_size = -8192");
    database.exec("VACUUM INTO '" + to.replaceAll("'", "''") + "'");
  } finally {
    database.close();
  }
  sync(to);
}

function lookThrough(file) {
  const database = open(file, true);
  try {
    database.exec("PRAGMA busy_timeout = 5000; PRAGMA cache_size = -8192");
    const problems = database.prepare("PRAGMA integrity_check(20)").all().map((row) => String(row.integrity_check));
    const answers = {};
    for (const [name, sql] of Object.entries(questions)) {
      const row = database.prepare(sql).get();
      answers[name] = row ? Object.values(row)[0] : null;
    }
    return { problems: problems[0] === "ok" ? [] : problems, answers, bytes: fs.statSync(file).size };
  } finally {
    database.close();
  }
}

try {
  if (to) copy();
  parentPort.postMessage(lookThrough(to || path));
} catch (problem) {
  parentPort.postMessage({ failed: String((problem && problem.message) || problem) });
}
`;
