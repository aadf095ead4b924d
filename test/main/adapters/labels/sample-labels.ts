import fc from "fast-check";
import type { Address } from "#shared/kernel/address.ts";
import { orderBarcodeText, type ShippingLabel } from "#shared/shipping/label-model.ts";
import { makeSscc } from "#shared/shipping/sscc.ts";

export function anAddress(parts: Partial<Address> = {}): Address {
  return {
    name: "Margaret Featherstone",
    company: "",
    lines: ["Flat 12B, Kingsbridge House", "48 Old Brewery Lane"],
    city: "London",
    region: "",
    postcode: "EC1A 1BB",
    country: "GB",
    phone: "+44 20 7946 0812",
    ...parts,
  };
}

export function aLabel(parts: Partial<ShippingLabel> = {}): ShippingLabel {
  return {
    shipFrom: anAddress({
      name: "",
      company: "Holdfast Gifts Ltd",
      lines: ["Unit 4, Wharf Mill"],
      city: "Hebden Bridge",
      postcode: "HX7 8AF",
      phone: "",
    }),
    shipTo: anAddress(),
    orderNumber: "#536365",
    orderBarcode: "HF-ORD.#536365",
    sscc: "106141412345678908",
    boxIndex: 1,
    boxCount: 2,
    shippingMethod: "Tracked 48",
    weightGrams: 1240,
    packedAt: Date.UTC(2026, 10, 22, 14, 5),
    timeZone: "Europe/London",
    stationName: "Bench 2",
    ...parts,
  };
}

const alphabets = [
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  "àâäçéèêëîïôöùûüßñÅÆØÞÉÜ",
  "ąćęłńóśźżĄĆĘŁŃÓŚŹŻčďěňřšťůžČŠŽőűŐŰğışĞİŞțșŋŊĐđ",
  "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΘΛΞΠΣΦΨΩάέήίόύώ",
  "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛЖШЩЮЯїєґЇЄҐ",
  "&'-./,()#+:;!?@",
];
/** What ZPL gives a meaning, which must reach the paper as it is. */
const zplSigns = "^~_\\";

function words(minimum: number, maximum: number): fc.Arbitrary<string> {
  const alphabet = fc.oneof(...[...alphabets, zplSigns].map((letters) => fc.constantFrom(...letters)));
  const word = fc.oneof(
    ...[alphabets[0], alphabets[1], alphabets[2], alphabets[3], alphabets[4]].map((letters = "") =>
      fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 18 }).map((all) => all.join("")),
    ),
    fc.array(alphabet, { minLength: 1, maxLength: 24 }).map((all) => all.join("")),
  );
  return fc.array(word, { minLength: minimum, maxLength: maximum }).map((all) => all.join(" "));
}

const country = fc.constantFrom("GB", "US", "DE", "FR", "PL", "GR", "UA", "CH", "SE", "CA", "AU", "BR", "JP", "");

export const anyAddress: fc.Arbitrary<Address> = fc.record({
  name: words(1, 5),
  company: words(0, 4),
  lines: fc.array(words(1, 6), { minLength: 1, maxLength: 3 }),
  city: words(1, 2),
  region: words(0, 1),
  postcode: fc.stringMatching(/^[A-Z0-9]{2,5}( [A-Z0-9]{3})?$/),
  country,
  phone: fc.oneof(fc.constant(""), fc.stringMatching(/^\+[0-9]{8,14}$/)),
});

const orderNumber = fc.oneof(
  fc.stringMatching(/^#[0-9]{4,8}$/),
  fc.stringMatching(/^[A-Z]{2}[0-9]-[A-Z][0-9]{4}$/),
  fc.stringMatching(/^[0-9]{3}-[0-9]{7}-[0-9]{7}$/),
  fc.stringMatching(/^[!-=?-~]{1,16}$/),
);

/** Labels as they may come: any of the scripts we can print, long and short, with every sign that ZPL takes as a command. */
export const anyLabel: fc.Arbitrary<ShippingLabel> = fc
  .record({
    shipFrom: anyAddress.map((address) => ({ ...address, lines: address.lines.slice(0, 1) })),
    shipTo: anyAddress,
    orderNumber,
    serial: fc.integer({ min: 0, max: 999_999_999 }),
    extensionDigit: fc.integer({ min: 0, max: 9 }),
    boxCount: fc.integer({ min: 1, max: 99 }),
    shippingMethod: words(0, 4),
    weightGrams: fc.integer({ min: 0, max: 70_000 }),
    packedAt: fc.integer({ min: 0, max: Date.UTC(2090, 0, 1) }),
    stationName: words(0, 2),
  })
  .map(({ serial, extensionDigit, ...rest }) => {
    const sscc = makeSscc({ extensionDigit, companyPrefix: "9521234", serial });
    if (!sscc.ok) throw new Error(`No SSCC for ${serial}`);
    return {
      ...rest,
      orderBarcode: orderBarcodeText(rest.orderNumber),
      sscc: sscc.value,
      boxIndex: 1,
      timeZone: "Europe/London",
    };
  });
