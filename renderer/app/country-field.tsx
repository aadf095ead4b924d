import { isCountry } from "#shared/importing/postal-countries.ts";
import { Select } from "../ui/select.tsx";

export interface CountryFieldProps {
  readonly label: string;
  /** ISO 3166-1 alpha-2; empty where none is chosen. */
  readonly country: string;
  readonly onChange: (country: string) => void;
  readonly problem?: string | undefined;
}

/** One of the countries mail goes to, found by typing its name. */
export function CountryField({ label, country, onChange, problem }: CountryFieldProps) {
  return (
    <Select
      label={label}
      choices={countries()}
      selected={country === "" ? undefined : country}
      onSelect={onChange}
      problem={problem}
    />
  );
}

let named: readonly { readonly id: string; readonly label: string }[] | undefined;

function countries() {
  if (named) return named;
  const names = new Intl.DisplayNames("en", { type: "region" });
  const letters = Array.from({ length: 26 }, (_, place) => String.fromCodePoint(65 + place));
  named = letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter(isCountry)
    .map((id) => ({ id, label: names.of(id) ?? id }))
    .toSorted((one, other) => one.label.localeCompare(other.label, "en"));
  return named;
}
