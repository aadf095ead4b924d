import type { BridgeEvents, BridgeReply, CallName, EventName, ParsedInputOf } from "#shared/bridge/contract.ts";
import { contract } from "#shared/bridge/contract.ts";
import type { ChangeTag } from "#shared/bridge/types.ts";
import type { WindowBridge } from "#shared/bridge/window-bridge.ts";

/** Answers to some of the calls, in memory. What is not answered says so in words. */
export type FakeCalls = {
  readonly [Name in CallName]?: (input: ParsedInputOf<Name>) => BridgeReply<Name> | Promise<BridgeReply<Name>>;
};

export interface FakeBridge extends WindowBridge {
  readonly emit: <Name extends EventName>(name: Name, event: BridgeEvents[Name]) => void;
  readonly changed: (...tags: ChangeTag[]) => void;
  readonly answer: (calls: FakeCalls) => void;
  /** Every call so far, newest last. */
  readonly asked: readonly { readonly name: CallName; readonly input: unknown }[];
}

/**
 * Stands where the preload script would put the bridge. Inputs are parsed by the real contract, so that a screen that
 * sends what main would refuse is found out here too.
 */
export function createFakeBridge(): FakeBridge {
  const answers = new Map<CallName, (input: never) => unknown>();
  const listeners = new Map<EventName, Set<(event: never) => void>>();
  const asked: { name: CallName; input: unknown }[] = [];
  const emit: FakeBridge["emit"] = (name, event) => {
    for (const listener of listeners.get(name) ?? []) listener(event as never);
  };
  return {
    asked,
    emit,
    changed: (...tags) => emit("changed", { tags }),
    answer: (calls) => {
      for (const [name, answer] of Object.entries(calls)) answers.set(name as CallName, answer);
    },
    call: async (name, input) => {
      asked.push({ name, input });
      const parsed = contract[name].input.safeParse(input);
      if (!parsed.success) return refuse("bad-input", parsed.error.message) as never;
      const answer = answers.get(name);
      if (!answer) return refuse("unexpected", `The fake station does not answer ${name}`) as never;
      // As over the real bridge: a copy, and never in the same tick.
      return structuredClone(await answer(parsed.data as never)) as never;
    },
    on: (name, listener) => {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard);
      heard.add(listener);
      return () => void heard.delete(listener);
    },
    pathOf: (file) => (file instanceof File ? `/home/desk/${file.name}` : ""),
  };
}

export function refuse<const Code extends string>(
  code: Code,
  detail = "",
): { readonly ok: false; readonly error: { readonly code: Code; readonly detail: string } } {
  return { ok: false, error: { code, detail } };
}
