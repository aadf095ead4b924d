import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DeviceProcess } from "#main/adapters/devices/device-process.ts";
import { nodeChild } from "#main/adapters/devices/node-child.ts";
import { type RememberedDevice, usualLine } from "#shared/devices/device.ts";
import type { FromDevices } from "#shared/devices/messages.ts";
import { openSerialPair, type SerialPair } from "#test/support/serial-pair.ts";

const program = join(import.meta.dirname, "../../../../main/device-process/index.ts");
const eventually = { timeout: 30_000, interval: 20 };

let devices: DeviceProcess;
let heard: FromDevices[];
let pids: number[];
let lines: SerialPair[];

beforeEach(() => {
  heard = [];
  pids = [];
  lines = [];
  devices = new DeviceProcess({
    start: () => {
      const child = nodeChild(program, ["--import", "tsx"]);
      pids.push(child.pid ?? 0);
      return child;
    },
    onMessage: (message) => heard.push(message),
    onRestart: () => undefined,
    pingEveryMs: 250,
  });
});
afterEach(async () => {
  devices.close();
  await Promise.all(lines.map((line) => line.close()));
});

async function line(): Promise<SerialPair> {
  const pair = await openSerialPair();
  lines.push(pair);
  return pair;
}

function device(path: string, change: Partial<RememberedDevice> = {}): RememberedDevice {
  return {
    deviceId: "d1",
    name: "Scanner",
    use: "scanner",
    connection: "serial",
    identity: { vendorId: "", productId: "", serialNumber: "", path },
    line: usualLine,
    suffix: "line-end",
    protocol: "mt-sics",
    unit: "g",
    personId: "",
    ...change,
  };
}

const standings = () => heard.flatMap((message) => (message.kind === "standing" ? [message.standing] : []));
const texts = () =>
  heard.flatMap((message) => (message.kind === "frame" && message.frame.kind === "scan" ? [message.frame.text] : []));
const isOpen = () => expect.poll(() => standings().at(-1)?.kind, eventually).toBe("open");

describe("the device process, as a process of its own", () => {
  it("reads a scanner, outlives its unplugging, and finds it again by itself", async () => {
    const first = await line();
    devices.want([device(first.path)], false);
    await isOpen();
    await first.scan("4006381333931");
    await expect.poll(texts, eventually).toEqual(["4006381333931"]);
    await first.hangUp();
    await expect.poll(() => standings().at(-1), eventually).toMatchObject({ kind: "away" });
    await first.plugIn();
    await isOpen();
    await first.scan("96385074");
    await expect.poll(texts, eventually).toEqual(["4006381333931", "96385074"]);
  });

  it("tells two scanners apart, and one that another program uses", async () => {
    const [one, other] = [await line(), await line()];
    devices.want(
      [device(one.path), device(other.path, { deviceId: "d2" }), device(one.path, { deviceId: "d3" })],
      false,
    );
    await expect
      .poll(
        () =>
          heard
            .filter((message) => message.kind === "standing")
            .map(({ deviceId, standing }) => [deviceId, standing.kind, "reason" in standing ? standing.reason : ""]),
        eventually,
      )
      .toEqual(
        expect.arrayContaining([
          ["d1", "open", ""],
          ["d2", "open", ""],
          ["d3", "away", "in-use"],
        ]),
      );
    await one.scan("A-1");
    await other.scan("B-2");
    const frames = () => heard.flatMap((message) => (message.kind === "frame" ? [message.deviceId] : []));
    await expect.poll(() => frames().toSorted(), eventually).toEqual(["d1", "d2"]);
  });

  it.each([
    ["mt-sics", "SI\r\n", "S D     100.00 g\r\n", "S S     100.00 g\r\n", { amount: 10_000, exponent: -2, unit: "g" }],
    [
      "nci",
      "W\r",
      "\n0012.30lb\r\n10\r\u0003",
      "\n0012.34lb\r\n00\r\u0003",
      { amount: 1234, exponent: -2, unit: "lb" },
    ],
    ["toledo-8213", "W", "\u0002?A\r", "\u000212.34\r", { amount: 1234, exponent: -2, unit: "kg" }],
  ] as const)(
    "asks a scale that speaks %s again and again, and tells moving from stable",
    async (protocol, question, moving, stable, weight) => {
      const scale = await line();
      let asked = 0;
      scale.answer((words) => {
        if (!words.endsWith(question)) return undefined;
        asked += 1;
        return asked === 1 ? moving : stable;
      });
      devices.want([device(scale.path, { use: "scale", protocol, unit: "kg" })], false);
      const weights = () => heard.flatMap((message) => (message.kind === "weight" ? [message.reading] : []));
      await expect.poll(() => weights().length, eventually).toBeGreaterThan(2);
      expect(weights()[0]?.kind).toMatch(/^moving/);
      expect(weights().slice(1, 3)).toEqual([1, 2].map(() => ({ kind: "stable", weight })));
    },
  );

  it("killed or hung, is there again with its scanner open", async () => {
    const pair = await line();
    devices.want([device(pair.path)], false);
    await isOpen();
    for (const signal of ["SIGKILL", "SIGSTOP"] as const) {
      heard.length = 0;
      const count = pids.length;
      process.kill(pids.at(-1) ?? 0, signal);
      await vi.waitFor(() => expect(pids.length).toBeGreaterThan(count), eventually);
      await isOpen();
      await pair.scan(`AFTER-${signal}`);
      await expect.poll(texts, eventually).toEqual([`AFTER-${signal}`]);
    }
  });
});
