import { describe, expect, it, vi } from "vitest";
import { boundShortcuts, createCommandRegistry, keysOf } from "#renderer/app/command-registry.ts";

const group = (id: string, reach: "screen" | "window", run: () => void, unavailable?: string) => ({
  id,
  label: id,
  reach,
  commands: [{ id: `${id}-go`, label: "Go", shortcut: "r", run, unavailable }],
});

describe("the commands of a window", () => {
  it("lists what the screen can do before what holds everywhere, whichever came first", () => {
    const registry = createCommandRegistry();
    registry.put(group("window", "window", () => {}));
    registry.put(group("orders", "screen", () => {}));
    expect(registry.groups().map((each) => each.id)).toEqual(["orders", "window"]);
  });

  it("gives a key that two want to the screen, and back to the window when the screen is gone", () => {
    const [screen, everywhere] = [vi.fn<() => void>(), vi.fn<() => void>()];
    const registry = createCommandRegistry();
    registry.put(group("window", "window", everywhere));
    registry.put(group("orders", "screen", screen));
    boundShortcuts(registry)["r"]?.();
    registry.remove("orders");
    boundShortcuts(registry)["r"]?.();
    expect([screen.mock.calls.length, everywhere.mock.calls.length]).toEqual([1, 1]);
  });

  it("runs what a command does now, without telling anyone that only that has changed", () => {
    const [before, after, told] = [vi.fn<() => void>(), vi.fn<() => void>(), vi.fn<() => void>()];
    const registry = createCommandRegistry();
    registry.put(group("orders", "screen", before));
    registry.subscribe(told);
    registry.put(group("orders", "screen", after));
    registry.run("orders-go");
    expect(told).not.toHaveBeenCalled();
    expect(before).not.toHaveBeenCalled();
    expect(after).toHaveBeenCalledOnce();
  });

  it("tells when a command becomes unavailable, and then neither binds nor runs it", () => {
    const [run, told] = [vi.fn<() => void>(), vi.fn<() => void>()];
    const registry = createCommandRegistry();
    registry.put(group("orders", "screen", run));
    registry.subscribe(told);
    registry.put(group("orders", "screen", run, "Choose an order first"));
    expect(told).toHaveBeenCalledOnce();
    expect(boundShortcuts(registry)).toEqual({});
    registry.run("orders-go");
    expect(run).not.toHaveBeenCalled();
  });

  it.each([
    ["ctrl+enter", ["Ctrl", "Enter"]],
    ["g o", ["G", "O"]],
    ["f2", ["F2"]],
    ["escape", ["Esc"]],
    ["?", ["?"]],
    ["/", ["/"]],
  ])("shows %j as the caps %j", (shortcut, caps) => {
    expect(keysOf(shortcut)).toEqual(caps);
  });
});
