import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";

const folder = (name: string) => resolve(import.meta.dirname, name);

// Packages with a compiled part cannot be bundled. Everything else is: one file loads faster than a thousand.
const native = ["@photostructure/sqlite", "libsql", "serialport", "node-hid", /^@serialport\//, /^node:/];

// The oldest Electron this runs on is 33, the stand-in of the tests: Node 20.18, Chromium 130.
const nodeTarget = "node20.18";
const chromiumTarget = "chrome130";

/** `main/**\/name-worker.ts` runs in a thread of its own, so it is built as a file of its own: out/main/name-worker.cjs. */
const workers = () =>
  readdirSync(folder("main"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("-worker.ts"))
    .map((path) => [basename(path, ".ts"), join(folder("main"), path)]);

const commonJs = { format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "chunks/[name]-[hash].cjs" } as const;

// Electron-vite looks for a default export.
export default defineConfig({
  main: {
    build: {
      outDir: "out/main",
      target: nodeTarget,
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: folder("main/index.ts"), ...Object.fromEntries(workers()) },
        external: native,
        output: commonJs,
      },
    },
  },
  preload: {
    build: {
      outDir: "out/preload",
      target: nodeTarget,
      sourcemap: true,
      // A sandboxed preload can require nothing but Electron: it must be one file.
      externalizeDeps: false,
      rolldownOptions: { input: { index: folder("preload/index.ts") }, output: commonJs },
    },
  },
  renderer: {
    root: folder("renderer"),
    plugins: [react()],
    build: {
      // Electron-vite takes this from the project, not from `root`.
      outDir: "out/renderer",
      target: chromiumTarget,
      sourcemap: true,
      minify: true,
      rolldownOptions: { input: folder("renderer/index.html") },
    },
  },
});
