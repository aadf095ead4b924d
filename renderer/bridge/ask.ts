import type { BridgeReply, CallName, InputOf } from "#shared/bridge/contract.ts";
import { callMain } from "./bridge.ts";

/**
 * Gives main a command. Every outcome is a value whose refusals are the call's own codes, so that the words for them can
 * be checked by the compiler; a broken bridge counts as "unexpected".
 */
export async function ask<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<BridgeReply<Name>> {
  try {
    return await callMain(name, input);
  } catch (problem) {
    const detail = problem instanceof Error ? problem.message : String(problem);
    return { ok: false, error: { code: "unexpected", detail } };
  }
}
