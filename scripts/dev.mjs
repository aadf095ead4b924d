// `npm run dev`: the application, rebuilt and reloaded as the sources change.
import { electronOptions, hasDisplay } from "./lib/display.mjs";
import { electronRuntime } from "./lib/electron-runtime.mjs";
import { prepareWindows } from "./lib/prepare.mjs";
import { toolScript } from "./lib/project.mjs";
import { runNode } from "./lib/run.mjs";
import { main, StopWithAdvice } from "./lib/terminal.mjs";

await main(async () => {
  await prepareWindows();
  if (!hasDisplay())
    throw new StopWithAdvice("developing needs a screen, and there is none here. For one in memory: npm start");
  const { executablePath } = await electronRuntime();
  const options = ["dev", "--watch", "--", ...electronOptions(), ...process.argv.slice(2)];
  const { code } = await runNode(toolScript("electron-vite"), options, {
    show: true,
    env: { ELECTRON_EXEC_PATH: executablePath },
  });
  return code;
});
