import { describe, expect, it } from "vitest";
import type { BridgeReply, CallName } from "#shared/bridge/contract.ts";
import { contract } from "#shared/bridge/contract.ts";
import { EarlyAnswers } from "#shared/bridge/early-answers.ts";
import { firstCalls } from "#shared/bridge/first-calls.ts";
import { err, ok } from "#shared/kernel/result.ts";

describe("what a window asks before its program runs", () => {
  function asking(reply: (times: number) => Promise<BridgeReply<CallName>>) {
    const asked: string[] = [];
    const ask = (name: CallName) => reply(asked.push(name));
    return { asked, ask };
  }
  const answered = (times: number) => Promise.resolve(ok(times) as unknown as BridgeReply<CallName>);
  const calls = [{ name: "exceptions.page", input: { limit: 1 } }] as const;

  it("is what the contract takes", () => {
    for (const { name, input } of firstCalls) expect(contract[name].input.safeParse(input).success).toBe(true);
  });

  it("is given to the call it belongs to, once", async () => {
    const { asked, ask } = asking(answered);
    const early = new EarlyAnswers(calls, ask);
    expect(await early.answer("exceptions.page", { limit: 1 }, ask)).toEqual(ok(1));
    expect(await early.answer("exceptions.page", { limit: 1 }, ask)).toEqual(ok(2));
    expect(asked).toHaveLength(2);
  });

  it("is not given to a call that asks something else", async () => {
    const { ask } = asking(answered);
    const early = new EarlyAnswers(calls, ask);
    expect(await early.answer("exceptions.page", { limit: 2 }, ask)).toEqual(ok(2));
    expect(await early.answer("imports.setAside", { limit: 1 }, ask)).toEqual(ok(3));
  });

  it("is asked anew where it was refused or failed, since what it was for may have come", async () => {
    const refused = asking((times) =>
      times === 1 ? Promise.resolve(err({ code: "not-signed-in", detail: "" })) : answered(times),
    );
    const early = new EarlyAnswers(calls, refused.ask);
    expect(await early.answer("exceptions.page", { limit: 1 }, refused.ask)).toEqual(ok(2));
    const broken = asking((times) => (times === 1 ? Promise.reject(new Error("gone")) : answered(times)));
    const late = new EarlyAnswers(calls, broken.ask);
    expect(await late.answer("exceptions.page", { limit: 1 }, broken.ask)).toEqual(ok(2));
  });

  it("is asked anew once something has changed", async () => {
    const { ask } = asking(answered);
    const early = new EarlyAnswers(calls, ask);
    early.forget();
    expect(await early.answer("exceptions.page", { limit: 1 }, ask)).toEqual(ok(2));
  });
});
