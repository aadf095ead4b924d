// `npm run test:smoke`: opens the packaged application of `npm run dist`, waits for its first window to be ready, lets it
// draw a label, closes it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { electronOptions, hasDisplay, startVirtualDisplay } from "./lib/display.mjs";
import { prepareWindows } from "./lib/prepare.mjs";
import { inProject } from "./lib/project.mjs";
import { main, say, StopWithAdvice } from "./lib/terminal.mjs";

const programs = {
  linux: "linux-unpacked/holdfast",
  win32: "win-unpacked/Holdfast.exe",
  darwin: `mac${process.arch === "arm64" ? "-arm64" : ""}/Holdfast.app/Contents/MacOS/Holdfast`,
};

const patience = 60_000;

/** Chromium names its address on the error channel. The Node inspector, Playwright's usual way in, is fused off. */
function debuggerAddress(application, printed) {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: application.stderr });
    lines.on("line", (line) => {
      printed.push(line);
      const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
    application.once("exit", () =>
      reject(new StopWithAdvice("the packaged application ended before its window opened.")),
    );
  });
}

/** Resolves when a window of the application says, by `data-ready` on its root, that its first screen stands. */
async function waitUntilReady(address) {
  const { chromium } = await import("playwright-core");
  const browser = await chromium.connectOverCDP(address, { timeout: patience });
  try {
    const [context] = browser.contexts();
    const window = context?.pages()[0] ?? (await context?.waitForEvent("page", { timeout: patience }));
    if (window === undefined) throw new StopWithAdvice("the packaged application has no place for a window.");
    await window.waitForSelector("html[data-ready=true]", { state: "attached", timeout: patience });
    await drawsLabel(window);
    return await window.title();
  } finally {
    await browser.close();
  }
}

/** What labels are drawn with is loaded with the first one, out of packages that are not bundled: it must have come along. */
async function drawsLabel(window) {
  const call = async (name, input) => {
    const ask = ([called, given]) => globalThis.holdfast.call(called, given);
    const reply = await window.evaluate(ask, [name, input]);
    if (!reply.ok) throw new StopWithAdvice(`the packaged application refused ${name}: ${JSON.stringify(reply.error)}`);
    return reply.value;
  };
  const person = { stationName: "Bench", letters: "A", personName: "Ann", pin: "1234" };
  await call("station.begin", { mode: "empty", ...person });
  const { settings } = await call("station.state", {});
  const shipFrom = { ...settings.shipFrom, company: "東京 서울 北京 שלום محمد मुंबई ภูเก็ต", city: "Łódź" };
  await call("station.configure", { settings: { ...settings, shipFrom } });
  const { picture, noPicture } = await call("templates.state", { kind: "label" });
  if (!picture) throw new StopWithAdvice(`the packaged application drew no label: ${noPicture}`);
  say("it draws a label in many scripts");
}

/** A package whose fuses were forgotten runs just as well, so nothing else would tell. */
async function checkFuses(program) {
  const { FuseV1Options, getCurrentFuseWire } = await import("@electron/fuses");
  const wire = await getCurrentFuseWire(program);
  const isOn = (option) => wire[option] === "1".charCodeAt(0);
  const mustBeOff = [
    "RunAsNode",
    "EnableNodeOptionsEnvironmentVariable",
    "EnableNodeCliInspectArguments",
    "GrantFileProtocolExtraPrivileges",
  ];
  const mustBeOn = ["EnableCookieEncryption", "OnlyLoadAppFromAsar"];
  const wrong = [
    ...mustBeOff.filter((name) => isOn(FuseV1Options[name])),
    ...mustBeOn.filter((name) => !isOn(FuseV1Options[name])),
  ];
  if (wrong.length > 0) throw new StopWithAdvice(`the packaged application has these fuses wrong: ${wrong.join(", ")}`);
  say("its fuses are set");
}

async function smoke(program, userData) {
  const options = [`--user-data-dir=${userData}`, "--remote-debugging-port=0", ...electronOptions()];
  const application = spawn(program, options, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(application, "exit");
  const printed = [];
  try {
    const began = Date.now();
    const title = await waitUntilReady(await debuggerAddress(application, printed));
    say(`the packaged application is ready after ${((Date.now() - began) / 1000).toFixed(1)} s: “${title}”`);
    application.kill("SIGTERM");
    const tooLong = setTimeout(() => application.kill("SIGKILL"), patience);
    const [code, signal] = await ended;
    clearTimeout(tooLong);
    if (signal === "SIGKILL") throw new StopWithAdvice("the packaged application does not end when asked to.");
    say(`it closed (${signal ?? code})`);
  } catch (reason) {
    console.error(printed.join("\n"));
    throw reason;
  } finally {
    application.kill("SIGKILL");
  }
}

await main(async () => {
  await prepareWindows();
  const program = inProject("dist", programs[process.platform]);
  if (!existsSync(program))
    throw new StopWithAdvice("there is no packaged application yet. Make it with: npm run dist");
  const screen = hasDisplay() ? undefined : await startVirtualDisplay();
  const userData = await mkdtemp(join(tmpdir(), "holdfast-smoke-"));
  try {
    await checkFuses(program);
    await smoke(program, userData);
  } finally {
    screen?.stop();
    await rm(userData, { recursive: true, force: true, maxRetries: 5 });
  }
});
