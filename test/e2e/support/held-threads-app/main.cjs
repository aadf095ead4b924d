// The built application, with a hold on every thread that main starts, so that a test can end one.
"use strict";

// The types leave out what only Electron's own default application uses.
const { app } = /** @type {any} */ (require("electron"));
const { join } = require("node:path");
const threads = require("node:worker_threads");

const held = [];
Reflect.set(globalThis, "heldThreads", held);
threads.Worker = class extends threads.Worker {
  constructor(...given) {
    super(...given);
    held.push(this);
  }
};

const project = join(__dirname, "../../../..");
app.setAppPath(project);
require(join(project, "out", "main", "index.cjs"));
