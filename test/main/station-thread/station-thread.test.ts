import { Worker } from "node:worker_threads";
import { afterEach, expect, it } from "vitest";
import { Questions } from "#main/station-thread/questions.ts";
import { ScriptedChild } from "../../support/scripted-child.ts";
import { noDesktop, WatchedThread } from "./support/watched-thread.ts";

/** Main's side of the thread, with threads of which the test says everything; the station's own is in the slow test. */

const running: WatchedThread[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ thread }) => thread.close()));
});

interface Script {
  /** As it starts. */
  readonly first?: string;
  readonly closing?: string;
}

/** A thread that does this with each message, in which `tell` says something to main; asked to close, it ends. */
function threadThat(does: string, { first = "", closing = "" }: Script = {}): () => Worker {
  const source = `
    const { parentPort } = require("node:worker_threads");
    const tell = (message) => parentPort.postMessage(message);
    const held = [];
    ${first}
    parentPort.on("message", (message) => {
      if (message.kind !== "close") { ${does} }
      else { ${closing}; process.exit(0); }
    });
  `;
  return () => new Worker(source, { eval: true });
}

function watched(...given: ConstructorParameters<typeof WatchedThread>): WatchedThread {
  const thread = new WatchedThread(...given);
  running.push(thread);
  return thread;
}

const echo = `tell({ kind: "reply", number: message.number, reply: { ok: true, value: message.input } });`;

it("gives each call its own reply, in whatever order they come", async () => {
  const { thread } = watched(
    threadThat(`
      held.unshift(message);
      if (held.length === 3) for (const message of held) ${echo}
    `),
  );
  const replies = await Promise.all([1, 2, 3].map((input) => thread.answer("any", input)));
  expect(replies.map((reply) => reply.ok && reply.value)).toEqual([1, 2, 3]);
});

it("tells the window what the thread tells before it gives the reply that came behind it", async () => {
  const watch = watched(threadThat(`tell({ kind: "event", name: "changed", event: { tags: ["orders"] } }); ${echo}`));
  await watch.thread.answer("any", 1);
  expect(watch.told).toEqual([{ name: "changed", event: { tags: ["orders"] } }]);
});

it("refuses a call whose input cannot cross, and goes on", async () => {
  const { thread } = watched(threadThat(echo));
  expect(await thread.answer("any", () => 1)).toMatchObject({ ok: false, error: { code: "bad-input" } });
  expect(await thread.answer("any", 1)).toEqual({ ok: true, value: 1 });
});

it("does for the thread what only the desktop can, and says why where it cannot", async () => {
  const { thread } = watched(
    threadThat(`
      if (message.kind === "call") {
        held.push(message.number);
        const [name, given] = message.input;
        tell({ kind: "ask", number: message.number, name, given });
      } else {
        tell({ kind: "reply", number: held.shift(), reply: { ok: true, value: message } });
      }
    `),
    {
      desktop: {
        ...noDesktop,
        askSavePath: (suggested) => Promise.resolve(`/home/${suggested}`),
        keepTheme: () => Promise.reject(new Error("the disk is full")),
      },
    },
  );
  const path = thread.answer("any", ["askSavePath", ["label.pdf"]]);
  const theme = thread.answer("any", ["keepTheme", ["dark"]]);
  expect(await path).toMatchObject({ value: { kind: "answered", value: "/home/label.pdf" } });
  expect(await theme).toMatchObject({ value: { kind: "failed", words: expect.stringContaining("the disk is full") } });
});

it("stands between the station and its device process, in order, and ends it with the thread", async () => {
  const child = new ScriptedChild();
  const { thread, workers } = watched(
    threadThat(
      `
        if (message.kind === "call") held.push(message.number);
        else tell({ kind: "reply", number: held.shift(), reply: { ok: true, value: message } });
      `,
      {
        first: `
          tell({ kind: "child-start", child: 7 });
          tell({ kind: "child-send", child: 7, message: { kind: "want", devices: [], isWatched: true } });
          tell({ kind: "child-send", child: 7, message: { kind: "ping", number: 1 } });
        `,
      },
    ),
    { desktop: { ...noDesktop, startDevices: () => child } },
  );
  const pong = thread.answer("any", {});
  expect(await pong).toEqual({
    ok: true,
    value: { kind: "child-said", child: 7, message: { kind: "pong", number: 1 } },
  });
  expect(child.sent.map(({ kind }) => kind)).toEqual(["want", "ping"]);
  await workers[0]?.terminate();
  expect(child.isAlive).toBe(false);
});

/** A thread that asks for a device process and a path as it begins, and answers calls from then on. */
const eager = threadThat(`if (message.kind === "call") ${echo}`, {
  first: `
    tell({ kind: "child-start", child: 1 });
    tell({ kind: "child-send", child: 1, message: { kind: "ping", number: 1 } });
    tell({ kind: "ask", number: 1, name: "askOpenPath", given: [] });
  `,
});

it("answers calls before there is a desktop, and asks of the desktop only once it is there", async () => {
  const asked: string[] = [];
  const child = new ScriptedChild();
  const desktop = {
    ...noDesktop,
    startDevices: () => (asked.push("startDevices"), child),
    askOpenPath: async () => void asked.push("askOpenPath"),
  };
  let ready = (): void => undefined;
  const desktopReady = new Promise<void>((resolve) => void (ready = resolve));
  const { thread } = watched(eager, { desktop, desktopReady });
  // What the thread said first has come by the time its reply does.
  expect(await thread.answer("any", 1)).toEqual({ ok: true, value: 1 });
  expect(asked).toEqual([]);
  ready();
  await desktopReady;
  expect(asked).toEqual(["startDevices", "askOpenPath"]);
  expect(child.sent.map(({ kind }) => kind)).toEqual(["ping"]);
});

it("starts no device process for a thread that ended before there was a desktop", async () => {
  let ready = (): void => undefined;
  const desktopReady = new Promise<void>((resolve) => void (ready = resolve));
  const started: ScriptedChild[] = [];
  const startDevices = (): ScriptedChild => (started.push(new ScriptedChild()), started[0] as ScriptedChild);
  const { thread } = watched(eager, { desktop: { ...noDesktop, startDevices }, desktopReady });
  await thread.answer("any", 1);
  await thread.close();
  ready();
  await desktopReady;
  expect(started).toEqual([]);
});

it("tells the thread that its device process ended", async () => {
  const child = new ScriptedChild();
  const { thread } = watched(
    threadThat(
      `
        if (message.kind === "call") held.push(message.number), tell({ kind: "child-start", child: 1 });
        else tell({ kind: "reply", number: held.shift(), reply: { ok: true, value: message } });
      `,
    ),
    { desktop: { ...noDesktop, startDevices: () => (setImmediate(() => child.die()), child) } },
  );
  expect(await thread.answer("any", {})).toEqual({ ok: true, value: { kind: "child-ended", child: 1 } });
});

it("answers with a refusal what was under way when the thread ended, tells the window, and begins another", async () => {
  const watch = watched(
    threadThat(`
      if (message.input === "die") throw new Error("a bug");
      if (message.input !== "wait")
        tell({ kind: "reply", number: message.number, reply: { ok: true, value: { phase: "first-run" } } });
    `),
  );
  const { thread } = watch;
  await thread.answer("any", 1);
  const underWay = [thread.answer("any", "wait"), thread.answer("any", "die")];
  const stopped = { ok: false, error: { code: "station-stopped", detail: "" } };
  expect(await Promise.all(underWay)).toEqual([stopped, stopped]);
  expect(await thread.answer("any", 2)).toMatchObject({ ok: true });
  await expect.poll(() => watch.phases()).toEqual(["opening after a stop", "first-run"]);
  expect(watch.workers).toHaveLength(2);
  expect(watch.notes).toEqual([expect.stringContaining("a bug")]);
});

it("gives up on a thread that ends again and again, and says so in words", async () => {
  const watch = watched(threadThat("", { first: "process.exit(7);" }));
  await expect.poll(() => watch.phases().at(-1)).toBe("store-closed");
  expect(watch.workers).toHaveLength(4);
  expect(watch.phases().slice(0, -1)).toEqual(Array.from({ length: 3 }, () => "opening after a stop"));
  expect(await watch.call("station.state", {})).toMatchObject({
    value: { phase: "store-closed", words: expect.stringContaining("again and again") },
  });
  expect(await watch.call("orders.counts", {})).toMatchObject({ error: { code: "store-closed" } });
  expect(watch.notes.at(-1)).toContain("code 7");
});

it("counts a thread that the system does not give as one that ended", async () => {
  const begin = threadThat(echo);
  let asked = 0;
  const watch = watched(() => {
    asked += 1;
    if (asked < 3) throw new Error("no more threads");
    return begin();
  });
  expect(await watch.thread.answer("any", 1)).toEqual({ ok: true, value: 1 });
  expect(watch.phases()).toEqual(["opening after a stop", "opening after a stop"]);
  expect(watch.notes).toEqual([expect.stringContaining("no more"), expect.stringContaining("no more")]);
});

it("waits for the thread's own end when it closes, and begins no other", async () => {
  const watch = watched(threadThat("held.push(message);", { closing: `for (const message of held) ${echo}` }));
  const underWay = watch.thread.answer("any", "last");
  await Promise.all([watch.thread.close(), watch.thread.close()]);
  expect(await underWay).toEqual({ ok: true, value: "last" });
  expect(watch.workers).toHaveLength(1);
  expect(watch.phases()).toEqual([]);
  expect(await watch.call("orders.counts", {})).toMatchObject({ ok: false });
});

it("does not wait for ever for a thread that does not end", async () => {
  const watch = watched(threadThat("", { closing: "for (;;) {}" }), { closesWithinMs: 20 });
  await watch.thread.close();
  expect(watch.notes).toEqual(["closing the station: it took longer than 20 ms"]);
});

it("takes an answer that nobody waits for as the bug it is", () => {
  const questions = new Questions<string>();
  void questions.ask(() => undefined);
  questions.answered(1, "once");
  expect(() => questions.answered(1, "twice")).toThrow(/question 1/);
  expect(() => questions.answered(2, "never asked")).toThrow(/question 2/);
});
