import { z } from "zod";

/** One call of the contract: its input, the codes it may be refused with, and the type of what it answers. */
export interface Call<Input extends z.ZodType, Output, Code extends string> {
  readonly input: Input;
  readonly codes: readonly Code[];
  /** Type only; the value is made by main and not parsed again. */
  readonly output?: Output;
}

export function call<Output>() {
  return <Input extends z.ZodType, const Code extends string = never>(
    input: Input,
    codes: readonly Code[] = [],
  ): Call<Input, Output, Code> => ({ input, codes });
}

export const id = z.string().min(1).max(200);

/** A slice of a list; `after` is the `next` of the slice before, and is left out for the first. */
export const slice = z.object({
  after: z.string().max(1000).nullable().default(null),
  limit: z.int().min(1).max(500),
});

export const orderCodes = [
  "order-unknown",
  "order-cancelled",
  "order-shipped",
  "order-refunded",
  "order-on-hold",
  "order-in-work",
  "nothing-to-release",
  "no-stock",
  "order-paid",
  "amount-too-large",
  "order-elsewhere",
  "already-asked",
  "hold-unknown",
  "conflict-open",
  "reason-missing",
  "role-missing",
] as const;

/** Codes any call may answer with, besides its own. */
export const commonCodes = [
  "not-signed-in",
  "bad-input",
  "store-closed",
  "not-saved",
  "unexpected",
  /** The station stopped while the call was under way: it may have been done, or not. */
  "station-stopped",
] as const;
