import { type AssociationWarning, associationWarnings } from "./gs1/associations.ts";
import { identifierNamed } from "./gs1/application-identifiers.ts";
import { gs1Elements } from "./gs1/gs1-scan.ts";
import { parseElementString } from "./gs1/element-string.ts";
import { selfTestFinding, type SelfTestFinding } from "./self-test.ts";
import { takeSymbology } from "./symbology.ts";

/** What the set-up page shows of a scan beside what it means. */
export interface DescribedScan {
  /** As in "]C1 GS1-128"; empty where the scanner sends none. */
  readonly symbology: string;
  readonly elements: readonly { readonly ai: string; readonly title: string; readonly value: string }[];
  readonly warnings: readonly AssociationWarning[];
  readonly finding: SelfTestFinding | null;
}

export function describeScan(text: string): DescribedScan {
  const { symbology, data } = takeSymbology(text);
  const carried = symbology?.isGs1 ? parseElementString(data) : undefined;
  const elements = carried?.ok ? carried.value : (gs1Elements(data) ?? []);
  return {
    symbology: symbology ? `${symbology.id} ${symbology.name}` : "",
    elements: elements.map(({ ai, value }) => ({ ai, title: identifierNamed(ai)?.title ?? "", value })),
    warnings: associationWarnings(elements),
    finding: selfTestFinding(data.trim()) ?? null,
  };
}
