// Makes the demo catalogue and order export in assets/demo. Everything in them is invented; the same seed gives the same
// files, so a change shows in the diff.
import { writeFileSync } from "node:fs";

let state = 20261122;
/** Park and Miller's generator: plenty for demo data, and the same on every machine. */
function random() {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
}
const pick = (list) => list[Math.floor(random() * list.length)];
const between = (least, most) => least + Math.floor(random() * (most - least + 1));

const adjectives = [
  "Oak",
  "Slate",
  "Copper",
  "Linen",
  "Harbour",
  "Fern",
  "Amber",
  "Cobalt",
  "Willow",
  "Granite",
  "Moss",
  "Brass",
];
/** @type {[name: string, price: number, weight: number, size: number[]][]} */
const things = [
  ["mixing bowl, 24 cm", 1890, 720, [250, 250, 110]],
  ["tea towel, pair", 1150, 180, [240, 180, 20]],
  ["door stop", 940, 510, [120, 60, 45]],
  ["candle holder", 725, 260, [90, 90, 80]],
  ["watering can, 1.5 l", 2200, 640, [320, 140, 240]],
  ["coat hook, set of 3", 1475, 330, [210, 80, 50]],
  ["notebook, A5", 650, 240, [210, 148, 14]],
  ["storage jar, 1 l", 1280, 590, [110, 110, 180]],
  ["picture frame, 20 x 30", 1695, 780, [340, 240, 25]],
  ["wool blanket", 5900, 1450, [400, 300, 120]],
];

function gtin13(body) {
  let sum = 0;
  for (let index = 0; index < 12; index += 1) sum += Number(body[index]) * (index % 2 === 0 ? 1 : 3);
  return body + ((10 - (sum % 10)) % 10);
}

// 952 is the range GS1 keeps for examples.
const items = adjectives.flatMap((adjective, row) =>
  things.map(([thing, price, weight, size], column) => ({
    sku: `${adjective.slice(0, 2).toUpperCase()}${String(row + 1).padStart(2, "0")}-${String(column + 1).padStart(2, "0")}`,
    name: `${adjective} ${thing}`,
    price: ((price + row * 10) / 100).toFixed(2),
    barcode: column === 2 && row % 4 === 0 ? "" : gtin13(`952000${String(row * 10 + column + 1).padStart(6, "0")}`),
    weight: weight + row * 3,
    size,
    bin: `${"ABCDEF"[(row * 10 + column) % 6]}-${((row * 7 + column * 3) % 30) + 1}-${(column % 4) + 1}`,
    onHand: (row * 13 + column * 7) % 11 === 0 ? between(0, 2) : between(12, 90),
  })),
);

const catalogue = [
  "sku,name,price,currency,barcode,weight_g,length_mm,width_mm,height_mm,bin,on_hand",
  ...items.map((item) =>
    [
      item.sku,
      `"${item.name}"`,
      item.price,
      "GBP",
      item.barcode,
      item.weight,
      ...item.size,
      item.bin,
      item.onHand,
    ].join(","),
  ),
];
writeFileSync(new URL("../assets/demo/catalogue.csv", import.meta.url), `${catalogue.join("\n")}\n`);

const columns =
  "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,Payment References".split(
    ",",
  );

const people = [
  ["Aoife Brennan", "4 Quay Lane", "", "Galway", "H91 X2P4", "IE"],
  ["Tomasz Wiśniewski", "18 Mill Road", "Flat 2", "Leeds", "LS6 2AB", "GB"],
  ["Chloë Marchand", "7 rue des Tanneurs", "", "Lille", "59000", "FR"],
  ["Samuel Okafor", "92 Station Parade", "", "Bristol", "BS3 1JN", "GB"],
  ["Jörg Weiß", "Lindenstraße 12", "", "Bremen", "28203", "DE"],
  ["Ruth Ellison", "The Old Dairy", "Church End", "Ludlow", "SY8 1QP", "GB"],
  ["Marta Ibáñez", "Calle Mayor 31", "2º B", "Zaragoza", "50001", "ES"],
  ["Priya Raman", "5 Castle Court", "", "Cardiff", "CF10 1BH", "GB"],
  ["Eilidh Sinclair", "11 Harbour View", "", "Oban", "PA34 4LN", "GB"],
  ["Daan de Vries", "Prinsengracht 401", "", "Amsterdam", "1016 HM", "NL"],
  ["Grace O'Shea", "27 Sandford Road", "", "Dublin", "D06 F2X9", "IE"],
  ["Łukasz Żak", "3 Bridge Street", "", "York", "YO1 6DD", "GB"],
];

const rows = [];
for (let order = 0; order < 36; order += 1) {
  const [name, line1, line2, city, postcode, country] = people[order % people.length];
  const kind =
    { 7: "unpaid", 13: "risky", 19: "cancelled", 23: "refunded", 27: "fulfilled", 31: "unpaid" }[order] ?? "paid";
  const chosen = new Map();
  for (let line = between(1, 5); line > 0; line -= 1) chosen.set(pick(items), between(1, 4));
  const lines = [...chosen];
  const subtotal = lines.reduce((sum, [item, quantity]) => sum + Math.round(Number(item.price) * 100) * quantity, 0);
  const shipping = subtotal > 6000 ? 0 : 495;
  const total = subtotal + shipping;
  const created = new Date(Date.UTC(2026, 10, 20, 7, 30 + order * 17));
  const at = (date) => `${date.toISOString().slice(0, 19).replace("T", " ")} +0000`;
  const money = (minor) => (minor / 100).toFixed(2);
  const address = (prefix) => ({
    [`${prefix} Name`]: name,
    [`${prefix} Street`]: line2 ? `${line1}, ${line2}` : line1,
    [`${prefix} Address1`]: line1,
    [`${prefix} Address2`]: line2,
    [`${prefix} City`]: city,
    [`${prefix} Zip`]: `'${postcode}`,
    [`${prefix} Country`]: country,
    [`${prefix} Phone`]: `'+4420794601${String(order % 12).padStart(2, "0")}`,
  });
  const email = `${name
    .split(" ")[0]
    .normalize("NFD")
    .replace(/[^a-z]/gi, "")
    .toLowerCase()}@example.com`;
  lines.forEach(([item, quantity], position) => {
    const cells = {
      Name: `#${2001 + order}`,
      Email: email,
      "Created at": at(created),
      "Lineitem quantity": quantity,
      "Lineitem name": item.name,
      "Lineitem price": item.price,
      "Lineitem sku": item.sku,
      "Lineitem requires shipping": "true",
      "Lineitem taxable": "true",
      "Lineitem fulfillment status": kind === "fulfilled" ? "fulfilled" : "pending",
      "Lineitem discount": "0.00",
    };
    if (position === 0) {
      Object.assign(cells, address("Billing"), address("Shipping"), {
        "Financial Status": { unpaid: "pending", refunded: "refunded" }[kind] ?? "paid",
        "Paid at": kind === "unpaid" ? "" : at(created),
        "Fulfillment Status": kind === "fulfilled" ? "fulfilled" : "unfulfilled",
        "Fulfilled at": kind === "fulfilled" ? at(new Date(created.getTime() + 7200000)) : "",
        "Accepts Marketing": "no",
        Currency: "GBP",
        Subtotal: money(subtotal),
        Shipping: money(shipping),
        Taxes: money(Math.round(total / 6)),
        Total: money(total),
        "Discount Amount": "0.00",
        "Shipping Method": order % 3 === 0 ? "Tracked 48" : "Standard",
        "Cancelled at": kind === "cancelled" ? at(new Date(created.getTime() + 3600000)) : "",
        "Payment Method": "Shopify Payments",
        "Refunded Amount": kind === "refunded" ? money(total) : "0.00",
        "Outstanding Balance": kind === "unpaid" ? money(total) : "0.00",
        Id: 7000000002001 + order,
        "Risk Level": kind === "risky" ? "High" : "Low",
        Source: "web",
        "Tax 1 Name": "VAT 20%",
        "Tax 1 Value": money(Math.round(total / 6)),
      });
    }
    rows.push(columns.map((column) => quoted(String(cells[column] ?? ""))).join(","));
  });
}

function quoted(cell) {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

writeFileSync(new URL("../assets/demo/orders.csv", import.meta.url), `${[columns.join(","), ...rows].join("\n")}\n`);
