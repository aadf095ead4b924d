import type { BridgeReply, CallName } from "./contract.ts";
import type { FirstCall } from "./first-calls.ts";

type Ask = (name: CallName, input: unknown) => Promise<BridgeReply<CallName>>;

interface Asked {
  readonly input: object;
  readonly reply: Promise<BridgeReply<CallName>>;
}

/**
 * Answers asked for before the page's program is there to ask. Each is given once, to the call it belongs to, and only
 * while nothing has changed since: a window must never begin with what is no longer so.
 */
export class EarlyAnswers {
  readonly #asked: Map<CallName, Asked>;

  constructor(calls: readonly FirstCall[], ask: Ask) {
    this.#asked = new Map(
      calls.map(({ name, input }) => {
        const reply = ask(name, input);
        // Whoever takes it hears of it; nobody need take it.
        reply.catch(() => undefined);
        return [name, { input, reply }];
      }),
    );
  }

  /** Asks, unless it was asked early. An early refusal is not kept to: what it was for may have come since. */
  async answer(name: CallName, input: unknown, ask: Ask): Promise<BridgeReply<CallName>> {
    const early = this.#asked.get(name);
    if (!early || !isSame(early.input, input)) return ask(name, input);
    this.#asked.delete(name);
    const reply = await early.reply.catch(() => undefined);
    return reply?.ok === true ? reply : ask(name, input);
  }

  /** Something changed, or it is too late for a beginning: everything is asked anew. */
  forget(): void {
    this.#asked.clear();
  }
}

/** Of flat inputs; the page may give anything at all. */
function isSame(early: object, input: unknown): boolean {
  if (typeof input !== "object" || input === null) return false;
  const given = new Map<string, unknown>(Object.entries(input));
  const entries: readonly (readonly [string, unknown])[] = Object.entries(early);
  return given.size === entries.length && entries.every(([key, value]) => given.get(key) === value);
}
