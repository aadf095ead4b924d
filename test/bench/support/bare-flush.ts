import { Worker } from "node:worker_threads";

const source = `"use strict";
const { closeSync, fdatasyncSync, openSync, writeSync } = require("node:fs");
const { parentPort, workerData } = require("node:worker_threads");
const file = openSync(workerData.path, "a");
const page = Buffer.alloc(4096, 1);
const times = [];
const timer = setInterval(() => {
  const began = performance.now();
  writeSync(file, page);
  fdatasyncSync(file);
  times.push(performance.now() - began);
}, workerData.everyMs);
parentPort.on("message", () => {
  clearInterval(timer);
  closeSync(file);
  parentPort.postMessage(times);
  parentPort.close();
});
`;

/** What one flushed page takes on the same disk at the same time, from a thread that does nothing else. */
export function measureBareFlush(path: string, everyMs: number): { stop(): Promise<number[]> } {
  const worker = new Worker(source, { eval: true, workerData: { path, everyMs } });
  return {
    stop() {
      const times = new Promise<number[]>((resolve) => worker.once("message", resolve));
      worker.postMessage("stop");
      return times;
    },
  };
}
