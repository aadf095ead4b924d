import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { resolve } from "node:path";

const folder = (name: string) => resolve(import.meta.dirname, name);

// Packages with a compiled part cannot be bundled, nor one that waits for it as it is loaded. Everything else is: one file loads faster than a thousand.
const native = ["@photostructure/sqlite", "libsql", "serialport", "node-hid", "harfbuzzjs", /^@serialport\//, /^node:/];

// The oldest Electron this runs on is 33, the stand-in of the tests: Node 20.18, Chromium 130.
const nodeTarget = "node20.18";
const chromiumTarget = "chrome130";

/** For Node these two offer themselves as CommonJS, out of which nothing unused can be left: their other form is asked for. */
const asModules = [
  { find: /^rxjs$/, replacement: folder("node_modules/rxjs/dist/esm/index.js") },
  { find: /^rxjs\/operators$/, replacement: folder("node_modules/rxjs/dist/esm/operators/index.js") },
  { find: /^mingo\/(core|util|operators\/.+)$/, replacement: folder("node_modules/mingo/esm/$1/index.js") },
  { find: /^mingo\/query$/, replacement: folder("node_modules/mingo/esm/query.js") },
];

const commonJs = { format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "chunks/[name]-[hash].cjs" } as const;

// Electron-vite looks for a default export.
export default defineConfig({
  main: {
    resolve: { alias: asModules },
    build: {
      outDir: "out/main",
      target: nodeTarget,
      sourcemap: true,
      // Half of what main does until its first answer is compiling itself.
      minify: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: folder("main/index.ts"),
          "station-thread": folder("main/station-thread/index.ts"),
          "station-program": folder("main/station-thread/program.ts"),
          "device-process": folder("main/device-process/index.ts"),
        },
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
      rolldownOptions: {
        input: folder("renderer/index.html"),
        // What the first screen needs, in one piece: each further file would cost it a round trip to main.
        output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } },
      },
    },
  },
});
