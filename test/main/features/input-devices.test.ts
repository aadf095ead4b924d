import { describe, expect, it } from "vitest";
import type { Station } from "#main/station.ts";
import { type RememberedDevice, usualLine } from "#shared/devices/device.ts";
import type { WeightReading } from "#shared/weighing/weight.ts";
import { bowls, order, packScan, pickAll, place, scans, stock } from "#test/builders/floor.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { storedFacts } from "#test/builders/stored.ts";
import { ScriptedChild } from "#test/support/scripted-child.ts";

function device(deviceId: string, change: Partial<RememberedDevice> = {}): RememberedDevice {
  return {
    deviceId,
    name: deviceId,
    use: "scanner",
    connection: "hid",
    identity: { vendorId: "0c2e", productId: "0b6a", serialNumber: deviceId, path: `/dev/hidraw-${deviceId}` },
    line: usualLine,
    suffix: "line-end",
    protocol: "mt-sics",
    unit: "g",
    personId: "",
    ...change,
  };
}

/** A station whose device process says what the test says. */
async function withDevices(
  devices: readonly RememberedDevice[],
  use: (test: TestStation, child: ScriptedChild) => Promise<void>,
): Promise<void> {
  const child = new ScriptedChild();
  child.opensDevices = true;
  await withStation(
    async (test) => {
      for (const each of devices) {
        expect(await test.call("devices.remember", { device: each })).toEqual({ ok: true, value: null });
      }
      await use(test, child);
      expect(test.problems).toEqual([]);
    },
    { startDevices: () => child },
  );
}

const grams = (amount: number, kind: "stable" | "moving" = "stable"): WeightReading => ({
  kind,
  weight: { amount, exponent: 0, unit: "g" },
});

async function readyAtBench(test: TestStation): Promise<void> {
  await stock(test, { bowl: 9 });
  await place(test, "o1", [bowls(2)]);
  await pickAll(test);
  await test.call("scans.route", { to: "pack" });
  await packScan(test, "HF-ORD.#o1");
}

const verdict = (station: Station) => station.bench.state().verdict?.verdict;
const settled = async (test: TestStation, kind: string) => {
  while (verdict(test.station)?.kind !== kind) await test.nextWord();
};

describe("two scanners at one bench", () => {
  it("are told apart, and each packs in the name of its person", async () => {
    await withDevices([device("left"), device("right")], async (test, child) => {
      const added = await test.call("people.add", { name: "Jonas", pin: "4321", roles: ["packer"] });
      const personId = added.ok ? added.value.personId : expect.fail(added.error.code);
      await test.call("devices.remember", { device: device("right", { personId }) });
      await readyAtBench(test);
      child.say({ kind: "frame", deviceId: "left", frame: { kind: "scan", text: scans.bowl, hex: "" } });
      await settled(test, "right");
      expect(test.station.bench.state().verdict?.scanner).toBe(1);
      child.say({ kind: "frame", deviceId: "right", frame: { kind: "scan", text: scans.bowl, hex: "" } });
      await settled(test, "all-packed");
      expect(test.station.bench.state().verdict?.scanner).toBe(2);
      const packed = storedFacts(test.store).filter((fact) => fact.kind === "pack.verified");
      expect(packed.map((fact) => fact.user === personId)).toEqual([false, true]);
    });
  });

  it("that are unplugged say so at the bench, in words", async () => {
    await withDevices([device("left")], async (test, child) => {
      child.say({ kind: "standing", deviceId: "left", standing: { kind: "away", reason: "unplugged", detail: "" } });
      expect(test.station.bench.state().scanner).toEqual({
        kind: "trouble",
        words: "left was unplugged. Plug it in again.",
      });
      child.die();
      expect(test.station.inputs.scanner()).toMatchObject({ kind: "trouble", words: expect.stringContaining("again") });
    });
  });

  it("are opened again after a start, once the first screen has had its time", async () => {
    await withDevices([device("left")], async (test, child) => {
      child.sent.length = 0;
      await test.restart();
      expect(child.sent).toEqual([]);
      expect(test.station.inputs.scanner().kind).toBe("trouble");
      while (test.station.inputs.scanner().kind !== "ready") await test.nextWord();
      expect(child.sent).toMatchObject([{ kind: "want", devices: [{ deviceId: "left" }] }]);
    });
  });

  it("need a lead to set them up", async () => {
    await withStation(async (test) => {
      const packer = await test.call("people.add", { name: "Jonas", pin: "4321", roles: ["packer"] });
      const personId = packer.ok ? packer.value.personId : expect.fail(packer.error.code);
      await test.call("people.signOut", {});
      await test.call("people.signIn", { personId, pin: "4321" });
      expect(await test.call("devices.remember", { device: device("left") })).toMatchObject({
        error: { code: "role-missing" },
      });
      expect(await test.call("devices.setTolerance", { grams: 1, percent: 1 })).toMatchObject({
        error: { code: "role-missing" },
      });
    });
  });
});

describe("a scale at the bench", () => {
  const scale = device("scale", { use: "scale" });
  const weigh = (test: TestStation, child: ScriptedChild, ...readings: readonly WeightReading[]) => {
    for (const reading of readings) {
      test.now += 100;
      child.say({ kind: "weight", deviceId: "scale", reading });
    }
  };

  it("weighs the box once the last unit is in, and the label bears that weight", async () => {
    await withDevices([scale], async (test, child) => {
      await readyAtBench(test);
      weigh(test, child, { kind: "zero" });
      await packScan(test, scans.bowl);
      expect(await packScan(test, scans.bowl)).toEqual({ kind: "weigh", index: 1, of: 1 });
      weigh(test, child, grams(900, "moving"), grams(1600));
      await settled(test, "all-packed");
      const [parcelId = ""] = order(test, "o1").parcelIds;
      expect(test.store.log.read("parcels", parcelId)?.weightGrams).toBe(1600);
      expect(storedFacts(test.store).find((fact) => fact.kind === "pack.weighed")?.body).toMatchObject({
        grams: 1600,
        amount: 1600,
        unit: "g",
        expectedGrams: 1440,
        overrideReason: "",
      });
    });
  });

  it("weighs the same box again on command after something was taken out, and never one for another", async () => {
    await withDevices([scale], async (test, child) => {
      await readyAtBench(test);
      weigh(test, child, { kind: "zero" }, grams(5000));
      // The box stood on the scale while it was packed.
      await packScan(test, "HF-CMD.QTY.2");
      expect(await packScan(test, scans.bowl)).toMatchObject({ kind: "weight-off", grams: 5000 });
      weigh(test, child, grams(1600));
      expect(test.station.inputs.scale().kind).toBe("not-emptied");
      expect(await packScan(test, "HF-CMD.WEIGH")).toMatchObject({ kind: "all-packed" });
      expect(storedFacts(test.store).find((fact) => fact.kind === "pack.weighed")?.body).toMatchObject({
        grams: 1600,
        overrideReason: "",
      });
      expect(await test.call("packing.acceptWeight", { reason: "Late" })).toMatchObject({
        error: { code: "no-weight" },
      });
    });
  });

  it("stops at a weight that does not fit; a lead lets it pass with a reason, or the box is weighed again", async () => {
    await withDevices([scale], async (test, child) => {
      await readyAtBench(test);
      weigh(test, child, { kind: "zero" });
      await packScan(test, scans.bowl);
      await packScan(test, scans.bowl);
      weigh(test, child, grams(5000));
      await settled(test, "weight-off");
      expect(order(test, "o1").parcelIds).toEqual([]);
      // Lying there, it is not weighed again by itself.
      weigh(test, child, grams(5000), grams(5001));
      expect(verdict(test.station)?.kind).toBe("weight-off");
      expect(await test.call("packing.acceptWeight", { reason: "Sent with a crate" })).toEqual({
        ok: true,
        value: null,
      });
      expect(verdict(test.station)?.kind).toBe("all-packed");
      expect(storedFacts(test.store).find((fact) => fact.kind === "pack.weighed")?.body).toMatchObject({
        grams: 5000,
        overrideReason: "Sent with a crate",
      });
      expect(await test.call("packing.acceptWeight", { reason: "Again" })).toMatchObject({
        error: { code: "no-weight" },
      });
    });
  });

  it("that falls silent is stale after a second, and does not keep a box from its label", async () => {
    await withDevices([scale], async (test, child) => {
      await readyAtBench(test);
      weigh(test, child, { kind: "zero" }, grams(1500));
      expect(test.station.inputs.scale().kind).toBe("ready");
      test.now += 1001;
      expect(test.station.inputs.scale().kind).toBe("stale");
      await packScan(test, scans.bowl);
      expect(await packScan(test, scans.bowl)).toMatchObject({ kind: "weigh" });
      expect(await packScan(test, "HF-CMD.CLOSE")).toMatchObject({ kind: "all-packed" });
      const [parcelId = ""] = order(test, "o1").parcelIds;
      expect(test.store.log.read("parcels", parcelId)?.weightGrams).toBe(1440);
    });
  });
});
