import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { SerialPair } from "../../support/serial-pair.ts";
import { eventually } from "./workday.ts";

/** What a bench or a pick round shows at one moment, in the words and the colour a person sees. */
export interface BenchSight {
  /** Number of the last verdict that was painted. */
  readonly sequence: number;
  /** The whole screen's colour: "ok" is green, "none" is calm, the rest are refusals. */
  readonly ground: string;
  readonly word: string;
  readonly subject: string;
  readonly why: string;
  readonly steps: string;
  readonly note: string;
  /** "1 of 2". */
  readonly count: string;
  /** Of the pick round: where to go, and what to take. */
  readonly bin: string;
  readonly take: string;
  readonly title: string;
  /** "3 of 5 units", above the rail. */
  readonly heading: string;
  /** The rail: "Enamel mug 1 of 2". */
  readonly lines: readonly string[];
}

/**
 * Writes down every change of the bench from now on. A right scan is green for a moment only; who looks now and then would
 * miss it on a busy machine.
 */
export async function watchBench(window: Page): Promise<void> {
  await window.evaluate(() => {
    const seen: BenchSight[] = [];
    const look = () => {
      const bench = document.querySelector<HTMLElement>(".bench");
      if (!bench) return;
      const all = (selector: string) =>
        [...bench.querySelectorAll<HTMLElement>(selector)].map((found) =>
          found.innerText.replaceAll(/\s+/g, " ").trim(),
        );
      const one = (selector: string) => all(selector).join(" ");
      const sight: BenchSight = {
        sequence: Number(document.documentElement.dataset["verdictSequence"] ?? 0),
        ground: bench.dataset["verdict"] ?? "none",
        word: one(".stage .verdict-head .verdict-word"),
        subject: one(".verdict-subject"),
        why: one(":is(.verdict-head ~ .verdict-why, .stage-told > .verdict-why) > div"),
        steps: one(".verdict-do > div > div"),
        note: one(".stage-note, .stage-step"),
        count: one(".big-count"),
        bin: one(".stage-place"),
        take: one(".stage-take"),
        title: one(".bench-title"),
        heading: one(".rail-heading"),
        lines: all(".rail-line"),
      };
      if (JSON.stringify(sight) !== JSON.stringify(seen.at(-1))) seen.push(sight);
    };
    const changes = { subtree: true, childList: true, attributes: true, characterData: true };
    new MutationObserver(look).observe(document.documentElement, changes);
    look();
    Reflect.set(globalThis, "benchSights", seen);
  });
}

function sights(window: Page): Promise<readonly BenchSight[]> {
  return window.evaluate(() => Reflect.get(globalThis, "benchSights") as BenchSight[]);
}

/** Scans, and waits until the bench has shown the answer that is wanted. Gives back what it shows since. */
export async function scanShows(
  window: Page,
  line: SerialPair,
  text: string | Uint8Array,
  wanted: Partial<BenchSight>,
): Promise<BenchSight> {
  const before = await sights(window);
  const sequence = before.at(-1)?.sequence ?? 0;
  await (typeof text === "string" ? line.scan(text) : line.write(text));
  const since = async () => (await sights(window)).slice(before.length);
  await expect
    .poll(async () => ((await since()).at(-1)?.sequence ?? sequence) !== sequence, {
      ...eventually,
      message: `an answer to ${JSON.stringify(text)}`,
    })
    .toBe(true);
  const answers = await since();
  expect(answers, `what ${JSON.stringify(text)} brought`).toContainEqual(expect.objectContaining(wanted));
  return answers.at(-1) ?? nothingSeen();
}

/** Waits until the bench shows this, and it is the last it shows. */
export async function benchShows(window: Page, wanted: Partial<BenchSight>): Promise<BenchSight> {
  await expect.poll(async () => (await sights(window)).at(-1), eventually).toMatchObject(wanted);
  return (await sights(window)).at(-1) ?? nothingSeen();
}

function nothingSeen(): never {
  throw new Error("The bench showed nothing");
}
