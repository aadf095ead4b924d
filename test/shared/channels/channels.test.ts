import { describe, expect, it } from "vitest";
import { holderOnChannel } from "#shared/channels/channel-answers.ts";
import { freeChannel, termOf } from "#shared/channels/channel-view.ts";
import {
  asked,
  decideReclaimChannel,
  decideReturnChannel,
  keepKnown,
  keepNew,
} from "#shared/channels/decide-channel.ts";
import { draft } from "#shared/facts/kinds.ts";
import { decideRelease } from "#shared/orders/decide-orders.ts";
import { openConflicts } from "#shared/orders/order-conflicts.ts";
import { hubId, meet, Member } from "#test/builders/company.ts";
import { placed } from "#test/builders/facts.ts";
import { line } from "#test/builders/orders.ts";

const shopify = "shopify";

/** Reads an order in a file, as main/features/take-in.ts does. */
function read(member: Member, orderId: string): void {
  const intake = {
    station: member.id,
    hub: hubId,
    channel: member.channel(shopify),
    isReceived: true,
    newId: () => `ask-${member.id}-${member.facts.size}`,
  };
  const there = member.read("orders", orderId);
  if (there) return void member.write(keepKnown(there, intake));
  member.write([placed(orderId, { channel: shopify, lines: [line({ quantity: 1 })] })]);
  member.write(keepNew({ orderId, channel: shopify }, intake));
}

function release(member: Member, orderId: string): boolean {
  const decided = decideRelease(member.order(orderId), (sku) => member.read("stock", sku), member.here);
  if (decided.ok) member.write(decided.value);
  return decided.ok;
}

function company() {
  const [hub, leeds, york] = [new Member(hubId), new Member("leeds"), new Member("york")];
  const moves = [{ sku: "BOWL", from: "supplier", to: "bin/A-2", quantity: 9 }];
  for (const station of [leeds, york]) {
    station.write([draft("item/BOWL", "stock.moved", { moves, reason: "receipt", stated: [] })]);
  }
  return { hub, leeds, york };
}

/** Leeds read a file while there was a line, and so takes the shop's orders in. */
function withLeedsHolding() {
  const parts = company();
  read(parts.leeds, "o0");
  meet(parts.hub, parts.leeds, parts.york);
  expect(termOf(parts.york.channel(shopify), "leeds")).toBe(2);
  return parts;
}

describe("a channel", () => {
  it("goes to the first station that reads a file of it, with the orders it had to leave to the hub", () => {
    const { leeds, york } = withLeedsHolding();
    expect(york.order("o0").custody).toMatchObject({ holder: "leeds", isUnclaimed: false, term: 2 });
    expect(release(leeds, "o0")).toBe(true);
  });

  it("lets its holder release what it reads without a line, and nobody else, whichever clock is ahead", () => {
    for (const [ahead, behind] of [
      ["leeds", "york"],
      ["york", "leeds"],
    ]) {
      const { hub, leeds, york } = withLeedsHolding();
      for (const station of [leeds, york]) station.now += station.id === ahead ? 60_000 : -60_000;
      read(york, "o1");
      read(leeds, "o1");
      expect([release(york, "o1"), release(leeds, "o1")]).toEqual([false, true]);
      meet(hub, york, leeds);
      const order = hub.order("o1");
      expect([order.custody.holder, openConflicts(order), behind]).toEqual(["leeds", [], behind]);
      expect(order.lines[0]?.allocated).toBe(1);
    }
  });

  it("is passed on by its holder only, with everything it took in", () => {
    const { hub, leeds, york } = withLeedsHolding();
    const channel = leeds.channel(shopify) ?? freeChannel(shopify);
    expect(decideReturnChannel(channel, { station: "york", next: "york" })).toEqual({
      ok: false,
      error: "channel-not-here",
    });
    york.write([draft("channel/shopify", "channel.returned", { channel: shopify, term: 2, next: "york" })]);
    read(leeds, "o1");
    meet(hub, leeds, york);
    expect(termOf(hub.channel(shopify), "leeds")).toBe(2);
    const passed = decideReturnChannel(channel, { station: "leeds", next: "york" });
    leeds.write(passed.ok ? passed.value : []);
    read(leeds, "o2");
    expect(leeds.order("o2").custody).toMatchObject({ holder: hubId, isUnclaimed: true });
    meet(hub, leeds, york);
    expect(hub.channel(shopify)).toMatchObject({ holder: "york", term: 4, isAccepted: true });
    expect(hub.order("o1").custody.holder).toBe("leeds");
    // What was left to whoever takes it in is York's now.
    expect(hub.order("o2").custody.holder).toBe("york");
  });

  it("is not used by a station that has not heard of everything that was taken in before", () => {
    const given = { ...freeChannel(shopify), holder: "york", term: 2, epoch: "1" };
    const newId = () => "a1";
    expect(holderOnChannel(given, "york", { wholeIn: undefined, newId })).toEqual([]);
    // The hub was restored since it gave the channel: what it had heard of before may not have come back yet.
    expect(holderOnChannel(given, "york", { wholeIn: "2", newId })).toEqual([asked(shopify, "again", "a1")]);
    expect(holderOnChannel(given, "york", { wholeIn: "1", newId })).toMatchObject([{ kind: "channel.accepted" }]);
    expect(termOf(given, "york")).toBeUndefined();
  });

  it("is taken from a dead station by a lead; what that one did meanwhile is an exception, and keeps nothing", () => {
    const { hub, leeds, york } = withLeedsHolding();
    // Leeds works on, and nobody hears of it.
    read(leeds, "o1");
    expect(release(leeds, "o1")).toBe(true);
    const channel = york.channel(shopify) ?? freeChannel(shopify);
    expect(decideReclaimChannel(channel, { station: "york", reason: " " }).ok).toBe(false);
    const taken = decideReclaimChannel(channel, { station: "york", reason: "Stolen" });
    york.write(taken.ok ? taken.value : []);
    expect(termOf(york.channel(shopify), "york")).toBeUndefined();
    meet(hub, york);
    expect(termOf(york.channel(shopify), "york")).toBe(4);
    read(york, "o1");
    expect(release(york, "o1")).toBe(true);
    meet(hub, york, leeds);
    for (const member of [hub, york, leeds]) {
      expect(member.order("o1").custody.holder).toBe("york");
      expect(openConflicts(member.order("o1")).map(({ code }) => code)).toEqual(["worked-in-two-places"]);
    }
    expect(release(leeds, "o1")).toBe(false);
  });

  it("is not claimed again and again where a forged claim left an order unclaimed with a later term", () => {
    const { hub, leeds, york } = withLeedsHolding();
    york.write([
      placed("o1", { channel: shopify }),
      draft("order/o1", "work.claimed", { orderId: "o1", channel: shopify, term: 9 }),
      draft("order/o1", "work.passed", { orderId: "o1", from: "york", to: hubId, askId: "", why: "not-ours" }),
      draft("order/o1", "work.asked", { askId: "w1", orderId: "o1" }),
    ]);
    meet(hub, leeds, york);
    expect(hub.order("o1").custody).toMatchObject({ holder: hubId, isUnclaimed: true, term: 9 });
  });

  it("that nobody holds leaves its orders to whoever asks, and the hub gives each of them once", () => {
    const { hub, leeds, york } = company();
    read(leeds, "o1");
    const { facts } = leeds;
    // York asks before the hub has given the channel to Leeds.
    hub.receive(facts.values());
    york.receive(facts.values());
    york.write([draft("order/o1", "work.asked", { askId: "w1", orderId: "o1" })]);
    hub.answer(hub.receive(york.facts.values()));
    meet(hub, leeds, york);
    expect(hub.order("o1").custody.holder).toBe("york");
    expect([release(leeds, "o1"), release(york, "o1")]).toEqual([false, true]);
  });
});
