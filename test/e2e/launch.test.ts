import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { launchApp } from "./support/launch.ts";
test("probe", async () => {
  const one = await launchApp();
  console.log(await one.window.title(), await one.window.locator("h1").textContent(), one.userData);
  await one.window.screenshot({ path: "/tmp/pw.png" });
  const pid = one.app.process().pid;
  await one.close();
  const two = await launchApp();
  await two.kill();
  console.log(execFileSync("ps", ["-eo", "pid,ppid,pgid,stat,args"]).toString().split("\n").filter(l => /electron|Xvfb/.test(l) && !/vitest/.test(l)).map(l=>l.slice(0,140)).join("\n"));
  expect(1).toBe(1);
}, 60000);
