import react from "@vitejs/plugin-react";
import { configDefaults, defineConfig } from "vitest/config";

// Whole stations, whole screens and drawn labels: more than the everyday gate has time for.
const large = [
  "test/renderer/features/**/*.test.{ts,tsx}",
  "test/main/features/**/*.test.ts",
  "test/main/bridge/**/*.test.ts",
  "test/main/store/**/*.test.ts",
  "test/main/sync/**/*.test.ts",
  "test/main/adapters/files/**/*.test.ts",
  "test/main/adapters/labels/**/*.test.ts",
];
const slow = ["test/crash/**/*.test.ts", "test/convergence/**/*.test.ts", "test/**/*.slow.test.{ts,tsx}", ...large];
const windows = ["test/e2e/**/*.test.ts"];
const gates = ["test/architecture/**/*.test.ts"];
const pure = ["test/shared/**/*.test.ts"];
// What these set up holds for the whole process: RxDB's development mode.
const alone = ["test/main/adapters/rxstorage-sqlite/replication-base.test.ts"];
const screens = ["test/renderer/**/*.test.{ts,tsx}"];

const everyday = {
  // A whole station on a busy machine; none of them waits for time to pass.
  testTimeout: 20_000,
  exclude: [...configDefaults.exclude, ...slow],
};

export default defineConfig({
  plugins: [react()],
  test: {
    // Left to itself, the runner keeps one core free: on two cores that is half of them.
    maxWorkers: "100%",
    // A file is translated anew only when it changed.
    experimental: { fsModuleCache: true, fsModuleCachePath: ".cache/vitest" },
    projects: [
      // The everyday gate is those that begin with "unit". Loading RxDB and starting a process takes longer than most files'
      // tests, so files share both; each is to leave nothing behind, as its databases and sockets are its own.
      {
        extends: true,
        test: {
          ...everyday,
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...everyday.exclude, ...windows, ...gates, ...pure, ...screens, ...alone],
          isolate: false,
        },
      },
      { extends: true, test: { ...everyday, name: "unit-alone", include: alone } },
      // What is pure keeps nothing that the next file could find: all files of a worker share what they load.
      { extends: true, test: { ...everyday, name: "unit-shared", include: pure, isolate: false } },
      {
        extends: true,
        test: {
          ...everyday,
          name: "unit-window",
          include: screens,
          environment: "jsdom",
          // Half of such a file's time is making its window, so they share one; the second set-up sees to it that it is left clean.
          isolate: false,
          setupFiles: ["test/support/patience.ts", "test/support/clean-window.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "slow",
          include: slow,
          setupFiles: ["test/support/patience.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: windows,
          globalSetup: "test/e2e/support/prepare.ts",
          // Two windows at once would fight for the keyboard focus of the one screen.
          fileParallelism: false,
          // A real window on a busy machine may lose a key press to another; what fails twice has failed.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { extends: true, test: { name: "architecture", include: gates, testTimeout: 60_000 } },
    ],
  },
});
