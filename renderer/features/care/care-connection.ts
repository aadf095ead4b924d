import type { CareState } from "#shared/care/care.ts";
import { frameText } from "../../app/text.ts";
import type { ConnectionState } from "../../ui/connection-chip.tsx";
import { careChipText } from "./text.ts";

/** What the chip says instead of the connection while something is wrong with the store; undefined while all is well. */
export function careConnection(care: CareState | null): ConnectionState | undefined {
  if (!care) return undefined;
  if (care.damage !== "") return { tone: "refused", headline: careChipText.damaged, details: [careChipText.seeStore] };
  if (care.disk.state === "full") {
    return { tone: "refused", headline: careChipText.full, details: [careChipText.nothingSaved] };
  }
  if (care.chain.kind === "broken") {
    return { tone: "refused", headline: careChipText.chainBroken, details: [careChipText.seeStore] };
  }
  if (care.disk.state === "nearly-full") {
    return { tone: "urgent", headline: careChipText.nearlyFull, details: [frameText.savedHere] };
  }
  return undefined;
}
