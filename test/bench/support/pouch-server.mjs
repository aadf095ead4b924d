// PouchDB's server for the bench of the sync: `express-pouchdb` on leveldb, as its makers run it beside PouchDB.
// Arguments: a folder for its databases, and a file of JSON lines to fill the database `down` with before it listens.
import { createReadStream, mkdirSync } from "node:fs";
import { createInterface } from "node:readline";
import express from "express";
import expressPouch from "express-pouchdb";
import PouchDB from "pouchdb";

const documentsAtOnce = 500;
const [folder = "", lines = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const Stored = PouchDB.defaults({ prefix: `${folder}/` });

const down = new Stored("down");
let documents = [];
for await (const line of createInterface({ input: createReadStream(lines), crlfDelay: Infinity })) {
  const { id, ...fact } = JSON.parse(line);
  documents.push({ _id: id, ...fact });
  if (documents.length < documentsAtOnce) continue;
  await down.bulkDocs(documents);
  documents = [];
}
await down.bulkDocs(documents);

const app = express();
app.use(expressPouch(Stored, { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: `${folder}/log` }));
const server = app.listen(0, "127.0.0.1", () => process.send?.(server.address().port));
