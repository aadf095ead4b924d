import type { Address } from "#shared/kernel/address.ts";
import { addressLines } from "#shared/shipping/address-lines.ts";

/** An address in its own country's order. Each line keeps its own direction of writing. */
export function AddressBlock({ address, from, omitName = false }: AddressBlockProps) {
  const lines = addressLines(omitName ? { ...address, name: "" } : address, { from });
  return (
    <address className="address-block">
      {lines.map((line, place) => (
        <bdi key={place}>{line}</bdi>
      ))}
    </address>
  );
}

export interface AddressBlockProps {
  readonly address: Address;
  /** Country of the sender: it is not named in an address of its own. */
  readonly from: string;
  /** Where the name stands large beside it already. */
  readonly omitName?: boolean | undefined;
}
