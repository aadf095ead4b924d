import { expect, it } from "vitest";
import { actAsPerson } from "#main/features/station-context.ts";
import { type FactKind, kinds } from "#shared/facts/kinds.ts";
import { mayRecord } from "#shared/people/authority.ts";
import { exampleDrafts } from "#test/builders/fact-examples.ts";
import { withStation } from "#test/builders/station.ts";

const examples = exampleDrafts();

it("a station records nothing, of any kind, that its person may not", async () => {
  await withStation(async (test) => {
    const packer = { roles: ["packer" as const] };
    const refused: FactKind[] = [];
    const { context } = test.station;
    // A packer stands in for everybody who is no lead.
    await test.begin(["packer"]);
    for (const kind of Object.keys(kinds) as FactKind[]) {
      const entry = examples.get(kind) ?? expect.fail(`no example of ${kind}`);
      const mine = mayRecord(entry, packer, (orderId) => test.store.log.read("orders", orderId));
      if (mine) continue;
      const before = test.factCount();
      await expect(actAsPerson(context, (act) => act.append([entry]))).rejects.toThrow(`may not record ${kind}`);
      expect(test.factCount()).toBe(before);
      refused.push(kind);
    }
    expect(refused).toEqual(expect.arrayContaining(["order.refunded", "order.holdReleased", "work.taken"]));
  });
});

it("what leads alone may do is refused to others with a word, and leaves no fact", async () => {
  await withStation(
    async (test) => {
      await test.begin(["clerk", "packer"]);
      const before = test.factCount();
      const calls = [
        test.call("orders.refund", { orderId: "o1", amountMinor: 1, reason: "Broken" }),
        test.call("people.add", { name: "Lee", pin: "1234", roles: ["lead"] }),
        test.call("packing.acceptWeight", { reason: "Wet" }),
        test.call("devices.forget", { deviceId: "d1" }),
        test.call("devices.teachWedge", { medianGapMs: 5 }),
        test.call("devices.setTolerance", { grams: 1, percent: 1 }),
        test.call("printers.remove", { printerId: "p1" }),
        test.call("sync.join", { address: "http://127.0.0.1:1", code: "AAAA", fingerprint: null }),
        test.call("sync.leave", { reason: "Moving" }),
        test.call("sync.discard", { factId: "f1", reason: "Twice" }),
        test.call("channels.reclaim", { channel: "shopify", reason: "Stolen" }),
        test.call("sync.configureSharing", { pooledPercent: 0, packedAt: "here" }),
        test.call("sync.chooseScope", { site: "main", channels: ["phone"] }),
      ];
      for (const reply of await Promise.all(calls))
        expect(reply).toMatchObject({
          ok: false,
          error: { code: expect.stringMatching(/^(role-missing|order-unknown)$/) },
        });
      expect(test.factCount()).toBe(before);
    },
    { begun: false },
  );
});
