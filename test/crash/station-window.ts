import type { Page } from "playwright-core";
import type { CallName, InputOf, OutputOf } from "#shared/bridge/contract.ts";

/** Asks the station over the window's own bridge, and gives back what the window was told. */
export async function ask<Name extends CallName>(
  window: Page,
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  const reply = await window.evaluate(
    ([call, given]) => {
      const bridge = Reflect.get(globalThis, "holdfast") as {
        call(name: string, input: unknown): Promise<{ ok: boolean; value: unknown; error: unknown }>;
      };
      return bridge.call(call, given);
    },
    [name, input] as const,
  );
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as OutputOf<Name>;
}

export function scan(window: Page, text: string): Promise<null> {
  return ask(window, "scans.submit", { text });
}
