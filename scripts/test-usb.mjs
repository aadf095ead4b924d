// `npm run test:usb`: the real application with real USB devices, in a virtual machine whose kernel makes them. Optional, and
// no part of `npm test`: it takes minutes. Where it cannot run it says why, and that is no failure.
import { dirname } from "node:path";
import { buildIfStale } from "./lib/build.mjs";
import { electronRuntime } from "./lib/electron-runtime.mjs";
import { prepareWindows } from "./lib/prepare.mjs";
import { inProject, projectFolder, userCacheFolder } from "./lib/project.mjs";
import { main, say } from "./lib/terminal.mjs";
import { NoMachine, prepareMachine, runInMachine } from "./lib/usb-machine.mjs";

await main(async () => {
  try {
    await prepareWindows();
    prepareMachine();
    await buildIfStale();
    await electronRuntime();
    const settings = [
      "HOME=/tmp TMPDIR=/tmp HOLDFAST_STAND_IN_ANNOUNCED=1",
      `XDG_CACHE_HOME=${dirname(userCacheFolder())}`,
      `PATH=${process.env.PATH}:/usr/sbin:/sbin`,
    ];
    const test = inProject("test", "usb", "in-machine.ts");
    const command = `cd ${projectFolder} && ${settings.join(" ")} ${process.execPath} --import tsx ${test}`;
    say("booting a virtual machine with USB devices; this takes some minutes");
    const lines = await runInMachine(command);
    const passed = lines.filter((line) => line.startsWith("ok ")).length;
    const failed = lines.filter((line) => line.startsWith("not ok ")).length + (lines.includes("done") ? 0 : 1);
    if (!lines.includes("done")) say("it broke off; HOLDFAST_USB_LOG=1 shows all the machine says");
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } catch (problem) {
    if (!(problem instanceof NoMachine)) throw problem;
    say(`skipped: ${problem.message.trim()}`);
    return 0;
  }
});
