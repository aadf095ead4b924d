// `npm start`: from a bare clone to an open window.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { buildIfStale } from "./lib/build.mjs";
import { electronOptions, hasDisplay, startVirtualDisplay } from "./lib/display.mjs";
import { electronRuntime } from "./lib/electron-runtime.mjs";
import { prepareWindows } from "./lib/prepare.mjs";
import { projectFolder } from "./lib/project.mjs";
import { main, say } from "./lib/terminal.mjs";

async function openWindow(runtime) {
  const screen = hasDisplay() ? undefined : await startVirtualDisplay();
  if (screen !== undefined)
    say(
      `there is no screen here, so the window opens on an invisible one (DISPLAY=${screen.name}). ` +
        "To see the application as pictures, run: npm run demo",
    );
  const options = [...electronOptions(), projectFolder, ...process.argv.slice(2)];
  // Without a desktop, Chromium grumbles about every desktop service it misses.
  if (screen !== undefined) options.unshift("--log-level=3");
  // Its own process group: the terminal's Ctrl-C would reach it beside ours, and a second one cuts its orderly end short.
  const application = spawn(runtime.executablePath, options, {
    stdio: "inherit",
    detached: process.platform !== "win32",
  });
  endOnSignal(application);
  say("the application is running. Close its window or press Ctrl-C to end it.");
  const [code, signal] = await once(application, "exit");
  screen?.stop();
  return signal === "SIGINT" || signal === "SIGTERM" ? 0 : (code ?? 1);
}

/** Passes the first signal on; one that comes while the application takes its time is an order. */
function endOnSignal(application) {
  let asked;
  const pass = () => {
    if (asked === undefined) application.kill("SIGTERM");
    // npm repeats the terminal's signal within moments: that is not a second wish.
    else if (Date.now() - asked > 2_000) application.kill("SIGKILL");
    asked ??= Date.now();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, pass);
}

await main(async () => {
  await prepareWindows();
  const runtime = await electronRuntime();
  await buildIfStale();
  return openWindow(runtime);
});
