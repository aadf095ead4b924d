import { expect } from "vitest";
import { whenReady } from "./support/day.ts";
import type { LaunchedApp } from "./support/launch.ts";
import { eventually, test } from "./support/workday.ts";

/**
 * The page is asked from main: a driver of the page is lost with the process that stopped. A page that stops meanwhile
 * never answers.
 */
function inPage<Value>({ app }: LaunchedApp, program: string): Promise<Value> {
  return app.evaluate(({ BrowserWindow }, given) => {
    const answer = BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(given);
    return Promise.race([answer, new Promise((giveUp) => void setTimeout(() => giveUp(""), 2000))]);
  }, program) as Promise<Value>;
}

async function shows(station: LaunchedApp, words: string | RegExp): Promise<void> {
  await expect
    .poll(() => inPage<string>(station, "document.body.innerText").catch(() => ""), eventually)
    .toMatch(words);
}

function stop({ app }: LaunchedApp): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
}

/** From now on the system's questions are written down and answered with the button of this place. */
async function answerQuestions({ app }: LaunchedApp, button: number): Promise<void> {
  await app.evaluate(({ dialog }, response) => {
    const asked: string[] = [];
    Reflect.set(globalThis, "questions", asked);
    dialog.showMessageBox = ((_window: unknown, options: { readonly message: string }) => {
      asked.push(options.message);
      return Promise.resolve({ response, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
  }, button);
}

function questions({ app }: LaunchedApp): Promise<readonly string[]> {
  return app.evaluate(() => Reflect.get(globalThis, "questions") as string[]);
}

test("what is typed right behind N is in the order, while its screen still comes; and it is there after the window crashed", async ({
  workday,
}) => {
  const station = await workday.begun("empty");
  const { window } = station;
  // Nothing but the first screen is here yet.
  await window.reload({ waitUntil: "commit" });
  await whenReady(window);
  await window.keyboard.press("n");
  await window.keyboard.type("Hana Novak", { delay: 70 });
  const customer = window.getByRole("combobox", { name: "Customer: name, phone or postcode" });
  await expect.poll(() => customer.inputValue(), eventually).toBe("Hana Novak");
  await window.getByRole("option", { name: "New customer: Hana Novak" }).waitFor();
  await window.keyboard.press("Enter");
  await window.keyboard.type("+44 20 7946 0999", { delay: 60 });
  // Written as it is typed, in the turn after it was.
  await expect
    .poll(
      () =>
        window.evaluate(
          () =>
            new Promise<string>((tell) => {
              const opening = indexedDB.open("holdfast-window");
              opening.addEventListener("success", () => {
                const all = opening.result.transaction("drafts").objectStore("drafts").getAll();
                all.addEventListener("success", () => tell(JSON.stringify(all.result)));
              });
            }),
        ),
      eventually,
    )
    .toContain("0999");

  await stop(station);
  await shows(station, "The window stopped and was opened again.");
  await shows(station, /Hana Novak\s+\+44 20 7946 0999/);
  await shows(station, "New phone order");

  // Over and over: it is opened again by itself three times in a minute, then somebody is asked.
  await answerQuestions(station, 0);
  for (const asked of [[], [], ["The window of Holdfast stops again and again"]]) {
    await inPage(station, "document.documentElement.dataset.before = 'true'");
    await stop(station);
    await expect
      .poll(
        () => inPage(station, "document.documentElement.dataset.before ?? document.documentElement.dataset.ready"),
        eventually,
      )
      .toBe("true");
    await shows(station, "The window stopped and was opened again.");
    expect(await questions(station)).toEqual(asked);
  }
});

test("a window that hangs is asked about, and opened again where somebody says so; the station goes on", async ({
  workday,
}) => {
  const station = await workday.begun("empty");
  await answerQuestions(station, 1);
  await station.app.evaluate(({ BrowserWindow }) => void BrowserWindow.getAllWindows()[0]?.emit("unresponsive"));
  await shows(station, "The window stopped and was opened again.");
  expect(await questions(station)).toEqual(["The window of Holdfast does not answer"]);
  expect(await inPage(station, "holdfast.call('station.state', {}).then(({ value }) => value.phase)")).toBe("ready");
});
