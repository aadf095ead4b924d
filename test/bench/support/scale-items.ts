import type { RxJsonSchema } from "rxdb";

export interface BenchItem {
  id: string;
  name: string;
  barcode: string;
}

export const benchItemSchema: RxJsonSchema<BenchItem> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 20 },
    name: { type: "string", maxLength: 60 },
    barcode: { type: "string", maxLength: 14 },
  },
  required: ["id", "name", "barcode"],
  indexes: ["barcode"],
};

export function benchItem(number: number): BenchItem {
  const mixed = Math.imul(number, 2_654_435_761) >>> 0;
  return { id: `SKU-${number}`, name: `Item number ${number}`, barcode: String(mixed).padStart(14, "0") };
}
