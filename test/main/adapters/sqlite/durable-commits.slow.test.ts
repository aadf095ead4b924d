import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { defaultDrivers } from "#main/adapters/sqlite/drivers.ts";

const loadable = defaultDrivers.filter((driver) => driver.load() !== undefined);
const committer = fileURLToPath(new URL("./support/commit-fifty.ts", import.meta.url));
const canTrace = spawnSync("strace", ["-e", "trace=none", "true"]).status === 0;

/** How often the kernel was asked to flush while fifty commits were acknowledged. */
function flushesOfFiftyCommits(driver: string, planted = ""): number {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-durable-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const trace = join(folder, "trace");
  const { status, stderr } = spawnSync(
    "strace",
    ["-f", "-o", trace, "-e", "trace=fsync,fdatasync,access,faccessat,faccessat2,statx,stat"].concat(
      [process.execPath, "--import", "tsx", committer],
      join(folder, "store.db"),
      driver,
      planted,
    ),
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const [, between = ""] = readFileSync(trace, "utf8").split(/fifty-commits-(?:begin|end)/);
  return between.match(/\b(?:fsync|fdatasync)\(/g)?.length ?? 0;
}

// Needs strace, and a kernel that lets one process trace another.
describe.skipIf(!canTrace).each(loadable)("with $name", ({ name }) => {
  test("fifty acknowledged commits flush the disk at least fifty times", () => {
    expect(flushesOfFiftyCommits(name)).toBeGreaterThanOrEqual(50);
  });

  test("which is seen to fail where synchronous is NORMAL", () => {
    expect(flushesOfFiftyCommits(name, "PRAGMA synchronous = NORMAL")).toBeLessThan(50);
  });
});
