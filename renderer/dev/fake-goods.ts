import type { Address } from "#shared/kernel/address.ts";
import type { ItemContent } from "#shared/stock/item-content.ts";

/** An invented gift shop: goods, customers and where they live. */
type Row = readonly [sku: string, name: string, minor: number, bin: string, onHand: number];

const rows: readonly Row[] = [
  ["22960", "JAM MAKING SET WITH JARS", 425, "A-1-1", 640],
  ["22912", "YELLOW COAT RACK", 495, "A-1-2", 1],
  ["84029E", "RED WOOL HOT WATER BOTTLE", 339, "A-1-3", 322],
  ["21730", "FROSTED GLASS STAR T-LIGHT HOLDER", 425, "A-1-4", 12],
  ["22752", "SET 7 NESTING BOXES", 765, "A-2-1", 220],
  ["22382", "LUNCH BAG SPACE ROCKET", 165, "A-2-2", 415],
  ["22662", "LUNCH BAG PAPER DOLLS", 165, "A-2-3", 315],
  ["20725", "LUNCH BAG RED SPOT", 165, "A-2-4", 700],
  ["20727", "LUNCH BAG BLACK SKULL.", 165, "A-2-10", 84],
  ["20719", "SHOPPER BAG WOODLAND", 85, "B-3-1", 940],
  ["21071", "VINTAGE BILLBOARD MUG", 125, "B-3-2", 311],
  ["21212", "PACK OF 72 CAKE CASES RED SPOT", 55, "B-3-4", 2400],
  ["21754", "HOME BUILDING BLOCK WORD", 595, "B-4-1", 60],
  ["21755", "LOVE BUILDING BLOCK WORD", 595, "B-4-2", 75],
  ["22086", "PAPER CHAIN KIT 50S CHRISTMAS", 295, "B-4-3", 530],
  ["22114", "HOT WATER BOTTLE TEA AND SYMPATHY", 395, "B-5-1", 96],
  ["22178", "VICTORIAN GLASS HANGING T-LIGHT", 125, "B-5-2", 1180],
  ["22197", "SMALL POPCORN HOLDER", 85, "B-5-3", 640],
  ["22411", "JUMBO SHOPPER VINTAGE RED", 195, "C-1-1", 288],
  ["22423", "REGENCY CAKE STAND 3 TIER", 1275, "C-1-2", 64],
  ["22469", "HEART OF WICKER SMALL", 165, "C-1-3", 405],
  ["22470", "HEART OF WICKER LARGE", 295, "C-1-4", 260],
  ["22491", "PACK OF 12 COLOURED PENCILS", 85, "C-2-1", 800],
  ["22629", "SPACE ROCKET LUNCH BOX", 195, "C-2-2", 140],
  ["22633", "HAND WARMER UNION JACK", 185, "C-2-3", 0],
  ["22720", "SET OF 3 CAKE TINS PANTRY", 495, "C-3-1", 118],
  ["22745", "POPPY'S PLAYHOUSE BEDROOM", 210, "C-3-2", 96],
  ["22834", "HAND WARMER BABUSHKA", 185, "C-3-3", 110],
  ["48138", "DOORMAT UNION FLAG", 795, "D-1-1", 40],
  ["47566", "PARTY BUNTING", 495, "D-1-2", 210],
  ["71053", "WHITE METAL LANTERN", 339, "D-2-1", 160],
  ["79321", "CHILLI LIGHTS", 575, "D-2-2", 72],
  ["82494L", "WOODEN FRAME ANTIQUE WHITE", 295, "D-2-3", 330],
  ["84077", "WORLD WAR 2 GLIDERS ASSTD", 29, "D-3-1", 4200],
  ["84406B", "CREAM CUPID HEARTS COAT HANGER", 275, "D-3-2", 180],
  ["85099B", "JUMBO BAG RED SPOT", 195, "D-3-3", 950],
  ["85123A", "WHITE HANGING HEART T-LIGHT HOLDER", 255, "D-4-1", 720],
];

export const goods: readonly (ItemContent & { readonly onHand: number })[] = rows.map(
  ([sku, name, minor, bin, onHand], place) => ({
    sku,
    name,
    price: { value: minor, scale: 2 },
    currency: "GBP",
    barcode: place % 3 === 2 ? "" : `0500000${String(place).padStart(6, "0")}0`,
    weightGrams: 60 + ((place * 137) % 900),
    lengthMillimetres: 0,
    widthMillimetres: 0,
    heightMillimetres: 0,
    bin,
    onHand,
  }),
);

export interface FakeCustomer {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly address: Address;
}

function customer(name: string, place: readonly [string[], string, string, string], phone: string): FakeCustomer {
  const [lines, city, postcode, country] = place;
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/gu, ".")}@example.com`;
  return {
    name,
    email,
    phone,
    address: { name, company: "", lines, city, region: "", postcode, country, phone },
  };
}

export const customers: readonly FakeCustomer[] = [
  customer("Gráinne Åkesson", [["Flat 2, The Old Mill"], "St. Ives", "TR26 1HE", "GB"], "+44 1632 960142"),
  customer("Ana Müller", [["14 Harbour Road"], "St. Ives", "TR26 1HE", "GB"], "+44 1632 960117"),
  customer("Małgorzata Nowak", [["Unit 9", "Canal Wharf"], "Leeds", "LS1 4DT", "GB"], "+44 1632 960163"),
  customer("Hans-Peter Cruz", [["3 Sneyd Street"], "Stoke-on-Trent", "ST4 2DE", "GB"], "+44 1632 960181"),
  customer("Björn Åkesson", [["21 Chapel Street"], "St. Ives", "TR26 1HE", "GB"], "+44 1632 960105"),
  customer("Eoin D'Angelo", [["8 Pottery Lane"], "Stoke-on-Trent", "ST4 2DE", "GB"], "+44 1632 960129"),
  customer("İpek Smith-Jones", [["4 Whitehall Court"], "London", "SW1A 2AA", "GB"], "+44 1632 960150"),
  customer("Zoë Łukaszewicz", [["6 Merrion Square"], "Dublin", "D02 X285", "IE"], "+353 1 496 0102"),
  customer("Lucía Nowak", [["11 Albion Place"], "Leeds", "LS1 6JL", "GB"], "+44 1632 960172"),
  customer("Chloé Bernard", [["12 rue des Lices"], "Rennes", "35000", "FR"], "+33 1 99 00 12 34"),
];
