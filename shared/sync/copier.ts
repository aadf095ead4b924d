import { z } from "zod";
import { scopeSchema } from "./scope.ts";
import { copyReplySchema } from "./wire.ts";

/**
 * What a hub and its copier tell each other. The copier is a process beside the hub that keeps a store of everything in one
 * scope, as a station without facts of its own would have it, and writes copies of it. The hub asks, the copier answers, one
 * at a time; whatever goes wrong ends the copier with `failed`, and the next one goes on where its store stands.
 */

export const toCopierSchema = z.discriminatedUnion("what", [
  /** Answered by `begun`. A store of another epoch or scope is void, and made anew. */
  z.object({ what: z.literal("begin"), epoch: z.string(), scope: scopeSchema }),
  /** Answered by `taken`. Facts as JSON texts, with the place after them. */
  z.object({ what: z.literal("take"), facts: z.array(z.string()), checkpoint: z.string() }),
  /** Answered by `copied`, when the copy and what is said about it lie in the folder. */
  z.object({ what: z.literal("copy") }),
]);
export type ToCopier = z.infer<typeof toCopierSchema>;

export const fromCopierSchema = z.discriminatedUnion("what", [
  /** `checkpoint` is null where everything is to be given, from the beginning; `layout` and `kinds` as in a copy it writes. */
  z.object({
    what: z.literal("begun"),
    checkpoint: z.string().nullable(),
    facts: z.int(),
    layout: z.int(),
    kinds: z.string(),
  }),
  /** `facts`: how many its store holds. */
  z.object({ what: z.literal("taken"), facts: z.int() }),
  z.object({ what: z.literal("copied"), facts: z.int() }),
  z.object({ what: z.literal("failed"), detail: z.string() }),
]);
export type FromCopier = z.infer<typeof fromCopierSchema>;

/** Said about a copy in the copier's folder, in a file that gets its name last. */
export const copyNoteFile = "copy.json";
export const copyNoteSchema = copyReplySchema.extend({
  /** Name of the file that holds its parts, one after the other. */
  file: z.string().regex(/^[\w.-]+$/),
  /** UTC ms. */
  madeAt: z.int(),
});
export type CopyNote = z.infer<typeof copyNoteSchema>;
