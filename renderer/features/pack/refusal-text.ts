import { refusalWords, type RefusalText } from "../../app/refusal-words.ts";
import type { BridgeRefusal, CallName, CodeOf, CommonCode } from "#shared/bridge/contract.ts";

const resume: RefusalText<"packing.resume"> = {
  "session-unknown": "That order is no longer half packed. Scan its tote to see where it is.",
};

const answer: RefusalText<"prints.answer"> = {
  "job-unknown": "That print is not known here any more. Nothing was printed.",
  "not-in-doubt": "That print is settled already. Nothing was printed.",
};

const retry: RefusalText<"prints.retry"> = {
  "job-unknown": "That print is not known here any more. Nothing was printed.",
  "not-failed": "That print is on its way already.",
};

const saveLabel: RefusalText<"documents.saveLabel"> = {
  "parcel-unknown": "That box is not known here any more. Nothing was saved.",
  "label-refused": (words) => words || "The label could not be made. Tell the order desk.",
};

const acceptWeight: RefusalText<"packing.acceptWeight"> = {
  "role-missing": "Only a lead can accept a weight that does not fit. Ask one to sign in.",
  "no-weight": "That weight does not stand any more. Put the box on the scale again.",
};

function words<Name extends CallName>(text: RefusalText<Name>) {
  return (refusal: BridgeRefusal<CodeOf<Name> | CommonCode>): string => refusalWords<Name>(text, refusal);
}

/** Why a button of the bench did nothing, and what to do. */
export const refusalText = {
  resume: words<"packing.resume">(resume),
  answer: words<"prints.answer">(answer),
  retry: words<"prints.retry">(retry),
  acceptWeight: words<"packing.acceptWeight">(acceptWeight),
  saveLabel: words<"documents.saveLabel">(saveLabel),
};
