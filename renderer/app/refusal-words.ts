import type { BridgeRefusal, CallName, CodeOf, CommonCode } from "#shared/bridge/contract.ts";
import { commonRefusals } from "./text.ts";

/** Words for every code a call may refuse with: one that is missing does not compile. */
export type RefusalText<Name extends CallName> = Readonly<Record<CodeOf<Name>, string | ((detail: string) => string)>>;

/** What to say about a refusal: the call's own words, else those every call shares. */
export function refusalWords<Name extends CallName>(
  text: RefusalText<Name>,
  refusal: BridgeRefusal<CodeOf<Name> | CommonCode>,
): string {
  if (isCommon(refusal.code)) return commonRefusals[refusal.code];
  const words = text[refusal.code];
  return typeof words === "function" ? words(refusal.detail) : words;
}

function isCommon(code: string): code is CommonCode {
  return Object.hasOwn(commonRefusals, code);
}
