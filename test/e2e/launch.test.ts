import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type LaunchedApp, launchApp } from "./support/launch.ts";

const open: LaunchedApp[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.kill();
});

async function launched(...options: Parameters<typeof launchApp>): Promise<LaunchedApp> {
  const one = await launchApp(...options);
  open.push(one);
  return one;
}

test("the application opens one window, and its first screen says when it stands", async () => {
  const { app, window } = await launched();
  await window.waitForSelector("html[data-ready=true]", { state: "attached" });
  expect(app.windows()).toHaveLength(1);
  expect(await window.title()).toContain("Holdfast");
});

test("the page in the window has no Node", async () => {
  const { window } = await launched();
  expect(await window.evaluate(() => ["require", "process", "module"].filter((name) => name in globalThis))).toEqual(
    [],
  );
});

test("each station keeps its data in its own folder, and a fresh one goes with the application", async () => {
  const [one, two] = [await launched(), await launched()];
  const folders = await Promise.all(
    [one, two].map(({ app }) => app.evaluate((electron) => electron.app.getPath("userData"))),
  );
  expect(folders).toEqual([one.userData, two.userData]);
  expect(one.userData).not.toBe(two.userData);
  await one.close();
  expect(existsSync(one.userData)).toBe(false);
});

test.runIf(process.platform === "linux")(
  "kill leaves no process of the application, and leaves a named folder",
  async () => {
    const userData = await mkdtemp(join(tmpdir(), "holdfast-named-"));
    const one = await launched({ userData });
    expect(processesNaming(userData)).not.toEqual([]);
    await one.kill();
    await expect.poll(() => processesNaming(userData)).toEqual([]);
    expect(existsSync(userData)).toBe(true);
    await rm(userData, { recursive: true, force: true, maxRetries: 5 });
  },
);

/** The running processes with this text on their command line. */
function processesNaming(text: string): readonly string[] {
  return readdirSync("/proc").filter((id) => {
    try {
      return /^\d+$/.test(id) && readFileSync(`/proc/${id}/cmdline`, "utf8").includes(text);
    } catch {
      // It ended while we looked.
      return false;
    }
  });
}
