// Runs inside the stand-in Electron and does what `electron <folder>` does in the real one: it takes on the identity of
// the application in the folder named on the command line, then loads it.
"use strict";

// Its types leave out the three methods that only Electron's own default application uses.
const { app } = /** @type {any} */ (require("electron"));
const { readFileSync } = require("node:fs");
const { join, resolve } = require("node:path");

const named = process.argv.slice(1).find((argument) => !argument.startsWith("-"));
if (named === undefined) {
  process.stderr.write("Name the folder of the application to open: electron <folder>\n");
  process.exit(1);
}

const folder = resolve(named);
const description = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

// As in Electron's own default application, so that code which asks how it was started gets the same answer.
Object.defineProperty(process, "defaultApp", { enumerable: true, value: true });
app.setName(description.productName ?? description.name);
app.setVersion(description.version);
app.setAppPath(folder);

require(join(folder, description.main));
