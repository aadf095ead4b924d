/** An expected outcome: a value, or a refusal with its reason. Broken assumptions throw instead. */
export type Result<Value, Refusal> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Refusal };

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function err<Refusal>(error: Refusal): { readonly ok: false; readonly error: Refusal } {
  return { ok: false, error };
}

/** Makes a switch exhaustive at compile time and loud at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`);
}

/** For what the code around it has already made certain; `because` names that certainty. */
export function must<Value>(value: Value | undefined | null, because: string): Value {
  if (value === undefined || value === null) throw new Error(`Broken assumption: ${because}`);
  return value;
}
