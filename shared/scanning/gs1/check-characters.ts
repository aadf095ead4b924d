import { countryLetters } from "./code-lists.ts";

/** GS1's character set 82 in the order of its weights (General Specifications, figure 7.11-1). */
export const characterSet82 = `!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`;
const checkAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

const longestWithPair = 99;

/** The check pair of a global model number (General Specifications 7.9.5): primes from the right, modulo 1021. */
export function hasCheckPair(value: string): boolean {
  if (value.length < 2 || value.length > longestWithPair) return false;
  const primes = firstPrimes(value.length - 2);
  let sum = 0;
  for (let place = 0; place < value.length - 2; place += 1) {
    const weight = characterSet82.indexOf(value.charAt(value.length - 3 - place));
    if (weight < 0) return false;
    sum += weight * (primes[place] ?? 0);
  }
  const pair = sum % 1021;
  return value.slice(-2) === checkAlphabet.charAt(pair >> 5) + checkAlphabet.charAt(pair & 31);
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}

/** An IBAN (ISO 13616): country, then modulo 97 over the number turned round. */
export function isBankAccount(value: string): boolean {
  if (value.length <= 10 || value.length > 34 || !countryLetters.has(value.slice(0, 2))) return false;
  if (!/^[0-9A-Z]+$/.test(value)) return false;
  let rest = 0;
  for (const character of value.slice(4) + value.slice(0, 4)) {
    const number = Number.parseInt(character, 36);
    rest = (rest * (number < 10 ? 10 : 100) + number) % 97;
  }
  return rest === 1;
}
