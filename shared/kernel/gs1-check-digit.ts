/**
 * The check digit of every GS1 key (GTIN, SSCC, GLN) for digits that lack it: weights 3 and 1 from the right, up to the
 * next multiple of ten (GS1 General Specifications 7.9).
 */
export function gs1CheckDigit(withoutCheckDigit: string): string {
  let sum = 0;
  for (let index = 0; index < withoutCheckDigit.length; index += 1) {
    sum += Number(withoutCheckDigit[withoutCheckDigit.length - 1 - index]) * (index % 2 === 0 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

export function endsInCheckDigit(digits: string): boolean {
  return digits.endsWith(gs1CheckDigit(digits.slice(0, -1)));
}
