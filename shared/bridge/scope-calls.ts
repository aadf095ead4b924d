import { z } from "zod";
import { call } from "./call.ts";
import type { ScopePage } from "./sync-types.ts";

const name = z.string().min(1).max(60);

/** What a station receives of its company. Part of the contract. */
export const scopeCalls = {
  "sync.scope": call<ScopePage>()(z.object({})),
  /** `channels`: null for all, also those there will be. It needs the line: the hub decides what it gives. */
  "sync.chooseScope": call<null>()(z.object({ site: z.string().max(60), channels: z.array(name).max(50).nullable() }), [
    "role-missing",
    "not-joined",
    "no-line",
    "site-missing",
    /** The station takes in a channel that would be left out, or has asked to; the detail names it. */
    "channel-held",
    /** The hub said another no, or is of before there was a choice. */
    "hub-refuses",
  ]),
} as const;
