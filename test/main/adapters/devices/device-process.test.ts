import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DeviceProcess } from "#main/adapters/devices/device-process.ts";
import { ScriptedChild } from "#test/support/scripted-child.ts";

let children: ScriptedChild[];
let heard: unknown[];
let restarts: number;
let process: DeviceProcess;
const last = () => children.at(-1) ?? expect.fail("none was started");

beforeEach(() => {
  vi.useFakeTimers();
  children = [];
  heard = [];
  restarts = 0;
  process = new DeviceProcess({
    start: () => {
      const child = new ScriptedChild();
      children.push(child);
      return child;
    },
    onMessage: (message) => heard.push(message),
    onRestart: () => (restarts += 1),
  });
});
afterEach(() => {
  process.close();
  vi.useRealTimers();
});

describe("the device process", () => {
  it("is started when something is wanted of it, and told anew what", () => {
    expect(children).toHaveLength(0);
    process.want([], false);
    process.want([], true);
    expect(children).toHaveLength(1);
    expect(last().sent.map((message) => message.kind === "want" && message.isWatched)).toEqual([false, true]);
  });

  it("that dies is started again, and wants what it wanted", () => {
    process.want([], true);
    last().die();
    expect(restarts).toBe(1);
    vi.advanceTimersByTime(100);
    expect(children).toHaveLength(2);
    expect(last().sent).toEqual([{ kind: "want", devices: [], isWatched: true }]);
  });

  it("that dies again and again is started at longer and longer intervals", () => {
    process.want([], false);
    for (const wait of [100, 500, 1000, 2000, 5000, 5000]) {
      last().die();
      const before = children.length;
      vi.advanceTimersByTime(wait - 1);
      expect(children).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(children).toHaveLength(before + 1);
    }
  });

  it("that hangs is ended and started again; one that was only asleep is not", () => {
    process.want([], false);
    const first = last();
    vi.advanceTimersByTime(3000);
    expect(first.isAlive).toBe(true);
    first.answersPings = false;
    vi.advanceTimersByTime(4000);
    first.answersPings = true;
    vi.advanceTimersByTime(1000);
    expect(first.isAlive).toBe(true);
    first.answersPings = false;
    vi.advanceTimersByTime(7000);
    expect(first.isAlive).toBe(false);
    expect(children).toHaveLength(2);
  });

  it.each([[null], ["pong"], [{ kind: "frame", deviceId: "a" }], [{ kind: "pong", number: "1" }]])(
    "that talks nonsense (%j) is as good as dead",
    (nonsense) => {
      process.want([], false);
      const first = last();
      first.say(nonsense);
      expect(first.isAlive).toBe(false);
      expect(heard).toEqual([]);
      vi.advanceTimersByTime(100);
      expect(children).toHaveLength(2);
    },
  );

  it("is not heard once it was given up, and not started after the end", () => {
    process.want([], false);
    const first = last();
    first.die();
    first.say({ kind: "found", devices: [] });
    expect(heard).toEqual([]);
    process.close();
    vi.advanceTimersByTime(60_000);
    expect(children).toHaveLength(1);
  });
});
