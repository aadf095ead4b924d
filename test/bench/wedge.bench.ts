import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Page } from "playwright-core";
import { ask } from "../crash/station-window.ts";
import { seededRandom, type SeededRandom } from "../crash/seeded-random.ts";
import { begin, goTo } from "../e2e/support/day.ts";
import { launchApp, type LaunchedApp } from "../e2e/support/launch.ts";
import type { Figure } from "./support/figures.ts";

/**
 * A scanner that types, over real keys of the X server: found or not, glued or not, in a field or not, with the app busy or
 * not; and words a person types, none of which may be a scan. `HOLDFAST_SCANS` a case, `HOLDFAST_WORDS` words, and
 * `HOLDFAST_GAPS=3,32` and `HOLDFAST_SEED` where it should be done in parts.
 */
const scansEach = Number(process.env["HOLDFAST_SCANS"] ?? 10);
const words = Number(process.env["HOLDFAST_WORDS"] ?? 10_000);
const seed = Number(process.env["HOLDFAST_SEED"] ?? 20261124);
const gaps = (process.env["HOLDFAST_GAPS"] ?? "3,8,17,32").split(",").filter(Boolean).map(Number);
const cases = ["plain", "in a field", "back to back", "main blocked", "renderer blocked"] as const;
type Case = (typeof cases)[number];

/** xdotool halves its delay between pressing and letting go. */
async function typeKeys(codes: readonly string[], gapMs: number): Promise<void> {
  const keys = codes.flatMap((code) => [...code, "Return"]);
  const child = spawn("xdotool", ["key", "--clearmodifiers", "--delay", String(gapMs), ...keys], { stdio: "ignore" });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error("xdotool did not type. Install it: apt-get install xdotool");
}

export async function run(): Promise<Figure[]> {
  const app = await launchApp();
  const { window } = app;
  try {
    await begin(window, "empty");
    await listen(window);
    await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
    const found = new Map<string, { sent: number; found: number; other: number }>();
    let number = 0;
    for (const gap of gaps) {
      await learn(app, gap);
      for (const kind of cases) {
        const tally = { sent: 0, found: 0, other: 0 };
        found.set(`${kind}, ${gap} ms`, tally);
        for (let round = 0; round < scansEach; round += 1) {
          const count = kind === "back to back" ? 2 : 1;
          const codes = Array.from({ length: count }, () => `9${String((number += 1)).padStart(11, "0")}7`);
          const heard = await heardIn(app, kind, codes, gap);
          tally.sent += codes.length;
          tally.found += codes.filter((code) => heard.includes(code)).length;
          tally.other += heard.filter((code) => !codes.includes(code)).length;
        }
      }
    }
    const falseScans = await typeAsPerson(window, seededRandom(seed));
    const all = [...found.values()];
    const sum = (part: "sent" | "found" | "other") => all.reduce((total, each) => total + each[part], 0);
    const figure = (name: string, value: number, aim: number | null, better: Figure["better"]): Figure => ({
      bench: "wedge",
      figure: name,
      value,
      aim,
      better,
    });
    return [
      ...[...found].map(([name, each]) => figure(`found of ${each.sent}: ${name}`, each.found, each.sent, "higher")),
      figure("scans found, share", sum("sent") === 0 ? 1 : sum("found") / sum("sent"), 1, "higher"),
      figure("scans glued or made up", sum("other"), 0, "lower"),
      figure(`false scans in ${words} typed words`, falseScans, 0, "lower"),
    ];
  } finally {
    await app.close();
  }
}

/** Collects in the page what main makes of each scan. */
async function listen(window: Page): Promise<void> {
  await window.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heardScans: heard });
    const { holdfast } = globalThis as unknown as {
      holdfast: { on(name: "scanned", listener: (scan: { raw: string }) => void): void };
    };
    holdfast.on("scanned", (scan) => heard.push(scan.raw));
  });
}

function take(window: Page): Promise<string[]> {
  return window.evaluate(() => (globalThis as unknown as { heardScans: string[] }).heardScans.splice(0));
}

/** As a person sets the scanner up: three scans on the page of scanners. */
async function learn({ window }: LaunchedApp, gap: number): Promise<void> {
  await goTo(window, "c", "Scanners and scale");
  await window.getByRole("button", { name: "Learn its speed" }).click();
  for (let scan = 0; scan < 3; scan += 1) {
    await typeKeys([`950000000000${scan}`], gap);
    await window.waitForTimeout(150);
  }
  await window.getByText(/^Learnt: a key every/).waitFor();
  await take(window);
}

async function heardIn(app: LaunchedApp, kind: Case, codes: readonly string[], gap: number): Promise<string[]> {
  const { window } = app;
  const field = window.getByRole("textbox", { name: "Grams" });
  if (kind === "in a field") await field.focus();
  else await window.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const before = await field.inputValue();
  const block = (milliseconds: number) => {
    const end = Date.now() + milliseconds;
    while (Date.now() < end);
  };
  const blocked =
    kind === "main blocked"
      ? app.app.evaluate((_electron, milliseconds) => {
          const end = Date.now() + milliseconds;
          while (Date.now() < end);
        }, 700)
      : kind === "renderer blocked"
        ? window.evaluate(block, 700)
        : Promise.resolve();
  await typeKeys(codes, gap);
  await blocked;
  // The last answer has come when a call made after it has.
  await ask(window, "scans.submit", { text: "END" });
  await window.waitForFunction(() => (globalThis as unknown as { heardScans: string[] }).heardScans.includes("END"));
  const heard = (await take(window)).filter((code) => code !== "END");
  if ((await field.inputValue()) !== before) heard.push("left in the field");
  return heard;
}

/** Words with a person's pauses, an Enter behind each; the times are those the keys bear. Returns how many became scans. */
async function typeAsPerson(window: Page, random: SeededRandom): Promise<number> {
  await goTo(window, "v", "Devices");
  const field = window.getByRole("textbox", { name: "Company", exact: true });
  const devices = await window.context().newCDPSession(window);
  let timestamp = Date.now() / 1000;
  let waiting: Promise<unknown>[] = [];
  const press = (key: string, text: string) => {
    timestamp += pause(random) / 1000;
    waiting.push(devices.send("Input.dispatchKeyEvent", { type: "keyDown", key, text, timestamp }));
  };
  const letters = [..."etaoinshrdlucmfwypvbgk0123456789"];
  for (let word = 0; word < words; word += 1) {
    // Half in a field, half where letters are keys: only figures there, for the page's own keys must not lead away.
    const inField = word % 200 < 100;
    if (word % 100 === 0) {
      await Promise.all(waiting);
      waiting = [];
      if (inField) await field.fill("");
      if (inField) await field.focus();
      else await window.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    }
    const length = random.between(3, 12);
    for (let at = 0; at < length; at += 1) {
      const letter = inField ? random.pick(letters) : String(random.between(3, 9));
      press(letter, letter);
    }
    press("Enter", "\r");
  }
  await Promise.all(waiting);
  const heard = await take(window);
  return heard.length;
}

/** Milliseconds between two keys: 130 in the middle, down to 55 when fingers roll over, now and then a thought. */
function pause(random: SeededRandom): number {
  const roll = random.between(0, 99);
  if (roll < 15) return random.between(55, 80);
  if (roll < 90) return random.between(80, 200);
  return random.between(200, 900);
}
