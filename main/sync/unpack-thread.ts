/**
 * The thread that unpacks the parts of a copy into its file, as source text; see checkpoint-thread.ts for why.
 *
 * A thread of its own, because each part takes some megabytes outside of the heap: in the thread of the station every few of
 * them had its whole heap looked through for garbage, which took longer than all the unpacking.
 *
 * Messages in: `{ place, packed, sha256, bytes }`, several at a time; `"end"`, which syncs the file to the disk. Messages
 * out: `{ place }` once the part is written, `{ place, failed }`; `{ place: -1 }` for the end.
 */
export const unpackThreadSource = `"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { promisify } = require("node:util");
const { parentPort, workerData } = require("node:worker_threads");
const unpack = promisify(require("node:zlib").gunzip);
const write = promisify(fs.write);
const { path, partBytes } = workerData;
const file = fs.openSync(path, "r+");

async function put({ place, packed, sha256, bytes }) {
  if (createHash("sha256").update(packed).digest("hex") !== sha256) throw new Error("it is not the one the hub has made");
  const part = await unpack(packed, { maxOutputLength: partBytes, chunkSize: partBytes });
  if (part.length !== bytes) throw new Error("it has another length");
  const { bytesWritten } = await write(file, part, 0, bytes, place * partBytes);
  // A disk that fills up takes the beginning first.
  if (bytesWritten < bytes) throw new Error("the disk is full");
}

function end() {
  fs.fsyncSync(file);
  fs.closeSync(file);
}

parentPort.on("message", (message) => {
  const place = message === "end" ? -1 : message.place;
  Promise.resolve(message === "end" ? undefined : put(message))
    .then(() => message === "end" && end())
    .then(
      () => parentPort.postMessage({ place }),
      (problem) => parentPort.postMessage({ place, failed: String((problem && problem.message) || problem) }),
    );
});
`;
