import { spawn } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { electronOptions } from "../../scripts/lib/display.mjs";
import { electronRuntime } from "../../scripts/lib/electron-runtime.mjs";
import { ask } from "../crash/station-window.ts";
import { begin, setDevices } from "./support/day.ts";
import { eventually, test } from "./support/workday.ts";

test("the page has no Node, its world is closed off, and it can reach nothing but the bridge", async ({ workday }) => {
  const { window, app } = await workday.begun("demo");
  const names = ["require", "process", "module", "global", "Buffer", "__dirname", "electron", "ipcRenderer"];
  expect(await window.evaluate((known) => known.filter((name) => name in globalThis), names)).toEqual([]);
  const bridge = await window.evaluate(() => Object.keys(Reflect.get(globalThis, "holdfast") as object).toSorted());
  expect(bridge).toEqual(["call", "on", "pathOf"]);
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [first] = BrowserWindow.getAllWindows();
    // In Electron, but not in its types.
    const contents = first?.webContents as unknown as { getLastWebPreferences(): Record<string, boolean> } | undefined;
    const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents?.getLastWebPreferences() ?? {};
    return { sandbox, contextIsolation, nodeIntegration, webSecurity };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
});

test("the page's policy lets no foreign script, style or request through", async ({ workday }) => {
  const { window } = await workday.begun("demo");
  const policy = await window.evaluate(async () => (await fetch("/index.html")).headers.get("content-security-policy"));
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);

  const tried = await window.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "globalThis.injected = true";
    document.body.append(script);
    const foreign = document.createElement("script");
    foreign.src = "https://example.com/x.js";
    document.body.append(foreign);
    const style = document.createElement("style");
    style.textContent = "body { display: none }";
    document.head.append(style);
    const reached = await fetch("https://example.com/").then(
      () => true,
      () => false,
    );
    // Away from the driver's own call, which the policy does not bind.
    await new Promise((done) => setTimeout(done));
    const evaluated = (() => {
      try {
        // oxlint-disable-next-line typescript/no-implied-eval -- that it does not work is what is asked
        return Boolean(new Function("return true")());
      } catch {
        return false;
      }
    })();
    const hidden = getComputedStyle(document.body).display === "none";
    return { injected: "injected" in globalThis, reached, evaluated, hidden };
  });
  expect(tried).toEqual({ injected: false, reached: false, evaluated: false, hidden: false });
  // The console told of each: that is what it is for here.
  expect(workday.complaints.splice(0).length).toBeGreaterThan(0);
});

test("the window opens no other, and goes nowhere else", async ({ workday }) => {
  const { window, app } = await workday.begun("demo");
  await app.evaluate(({ shell }) => {
    Reflect.set(globalThis, "opened", []);
    shell.openExternal = (url) => {
      (Reflect.get(globalThis, "opened") as string[]).push(url);
      return Promise.resolve();
    };
  });
  const home = window.url();
  expect(await window.evaluate(() => globalThis.open("file:///etc/passwd") === null)).toBe(true);
  expect(await window.evaluate(() => globalThis.open("data:text/html,hello") === null)).toBe(true);
  await window.evaluate(() => {
    const link = document.createElement("a");
    link.href = "file:///etc/passwd";
    link.textContent = "away";
    document.body.append(link);
    link.click();
  });
  await window.evaluate(() => location.assign("https://example.com/"));
  await window.evaluate(() => location.assign("file:///etc/passwd"));
  // It still answers, so it is still there.
  expect((await ask(window, "orders.counts", {})).all).toBe(36);
  expect(window.url()).toBe(home);
  expect(app.windows()).toHaveLength(1);
  expect(await app.evaluate(() => Reflect.get(globalThis, "opened"))).toEqual([]);
  workday.complaints.splice(0);
});

test("the bridge refuses unknown names and every kind of rubbish, and nothing changes", async ({ workday }) => {
  const { window } = await workday.begun("demo");
  const before = await factsAtRest(window);
  const answers = await window.evaluate(async () => {
    const bridge = Reflect.get(globalThis, "holdfast") as { call(name: unknown, input: unknown): Promise<unknown> };
    const ring: Record<string, unknown> = {};
    ring["self"] = ring;
    const tries: readonly (readonly [name: unknown, input: unknown])[] = [
      ["no.such.call", {}],
      ["__proto__", {}],
      ["constructor", {}],
      ["toString", {}],
      [{ toString: () => "orders.counts" }, {}],
      [undefined, undefined],
      ["orders.page", null],
      ["orders.page", { stage: "all", search: "x".repeat(201), after: null, limit: 5 }],
      ["orders.page", { stage: "all", search: "", after: null, limit: 1e9 }],
      ["orders.release", { orderIds: "all" }],
      ["orders.cancel", { orderId: "' OR 1=1 --", reason: "x" }],
      ["imports.start", { path: 7, encoding: "utf-8" }],
      ["imports.start", { path: "x", encoding: "utf-7" }],
      ["orders.place", { orderId: "not-a-uuid", draft: {} }],
      ["packing.resume", { sessionId: "../../etc/passwd" }],
      ["prints.answer", { jobId: "nobody's", printed: "yes" }],
      ["scans.submit", { text: "x".repeat(5000) }],
      ["station.configure", { settings: {} }],
      ["people.add", { name: "", pin: "abc", roles: [] }],
      ["orders.get", ring],
    ];
    const codes: string[] = [];
    for (const [name, input] of tries) {
      try {
        const reply = (await bridge.call(name, input)) as { ok: boolean; error?: { code: string } };
        codes.push(reply.ok ? "taken" : (reply.error?.code ?? "none"));
      } catch {
        codes.push("thrown");
      }
    }
    return codes;
  });
  expect(answers).toEqual([
    ...Array.from({ length: 6 }, () => "thrown"),
    ...Array.from({ length: 4 }, () => "bad-input"),
    "order-unknown",
    ...Array.from({ length: 3 }, () => "bad-input"),
    "session-unknown",
    ...Array.from({ length: 5 }, () => "bad-input"),
  ]);
  expect(await factsAtRest(window)).toBe(before);
  expect((await ask(window, "orders.counts", {})).all).toBe(36);
});

test.runIf(process.platform === "linux")(
  "the application, with a scanner and a printer set, listens on no port",
  async ({ workday }) => {
    const userData = await workday.folder();
    const [line, printer] = [await workday.scanner(), await workday.printer("refuse")];
    const first = await workday.opened({ userData });
    await begin(first.window, "empty");
    await setDevices(first.window, { line, printer });
    await ask(first.window, "prints.test", {});
    await expect
      .poll(async () => (await ask(first.window, "devices.state", {})).jobs[0]?.state, eventually)
      .toBe("failed");
    // The driver has ports opened for itself, so a look at them is a look that sees.
    expect(listeningPorts(first.app.process().pid ?? 0)).not.toEqual([]);
    await first.close();

    // Once more as people start it, without a driver. That it prints what waited shows that it stands.
    const alone = await startAlone(userData);
    try {
      await printer.setMode("ok");
      await printer.waitForJobs(1);
      expect(listeningPorts(alone.processId)).toEqual([]);
    } finally {
      alone.kill();
    }
  },
);

/** How many facts are stored, once nothing more is being written. */
async function factsAtRest(window: Page): Promise<number> {
  let facts = -1;
  const isSame = async () => {
    const before = facts;
    ({ facts } = await ask(window, "station.diagnostics", {}));
    return facts === before;
  };
  await expect.poll(isSame, { timeout: 30_000, interval: 200 }).toBe(true);
  return facts;
}

async function startAlone(userData: string): Promise<{ readonly processId: number; kill(): void }> {
  const { executablePath } = await electronRuntime();
  const project = resolve(import.meta.dirname, "../..");
  const options = [...electronOptions(), project, `--user-data-dir=${userData}`];
  const child = spawn(executablePath, options, { stdio: "ignore", detached: true });
  const processId = child.pid ?? 0;
  return { processId, kill: () => void process.kill(-processId, "SIGKILL") };
}

/** TCP ports that this process and all that came of it listen on. */
function listeningPorts(root: number): number[] {
  const sockets = new Set(familyOf(root).flatMap(socketsOf));
  return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) =>
    readFileSync(table, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((row) => row.trim().split(/\s+/))
      .filter((cells) => cells[3] === "0A" && sockets.has(cells[9] ?? ""))
      .map((cells) => Number.parseInt(cells[1]?.split(":")[1] ?? "", 16)),
  );
}

/** A process and all that came of it. */
function familyOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    const parent = /^\d+$/.test(name) ? parentOf(name) : undefined;
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const family = new Set([root]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const [child, parent] of parents) if (family.has(parent)) family.add(child);
  }
  return [...family];
}

function parentOf(process: string): number | undefined {
  try {
    // The name in brackets may hold anything, blanks too.
    const after = readFileSync(`/proc/${process}/stat`, "utf8").replace(/^.*\) /s, "");
    return Number(after.split(" ")[1]);
  } catch {
    return undefined;
  }
}

/** The inodes of a process's open sockets. */
function socketsOf(process: number): string[] {
  try {
    return readdirSync(`/proc/${process}/fd`).flatMap((descriptor) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${process}/fd/${descriptor}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}
