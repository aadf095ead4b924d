import type { RxJsonSchema } from "rxdb";

/** About 1.2 KB with its five lines, and the two indexes a list of orders needs. */
export interface BenchOrder {
  id: string;
  status: string;
  updatedAt: number;
  warehouse: string;
  lines: { sku: string; quantity: number; price: number; name: string }[];
  note: string;
}

export const benchOrderSchema: RxJsonSchema<BenchOrder> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 36 },
    status: { type: "string", maxLength: 20 },
    updatedAt: { type: "integer", minimum: 0, maximum: 1_000_000_000, multipleOf: 1 },
    warehouse: { type: "string", maxLength: 20 },
    lines: { type: "array" },
    note: { type: "string" },
  },
  required: ["id", "status", "updatedAt", "warehouse"],
  indexes: [["status", "updatedAt"], ["warehouse"]],
};

export const benchStatuses = 5;

const note = "x".repeat(600);

/** The same order for the same number; ids grow with it, as those made from the clock do. */
export function benchOrder(number: number): BenchOrder {
  const time = (1_758_500_000_000 + number).toString(16).padStart(12, "0");
  const random = Math.imul(number, 2_654_435_761) >>> 0;
  return {
    id: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${random.toString(16).padStart(12, "0")}`,
    status: `status-${number % benchStatuses}`,
    updatedAt: number,
    warehouse: `warehouse-${number % 7}`,
    lines: [1, 2, 3, 4, 5].map((line) => ({
      sku: `sku-${line}`,
      quantity: line,
      price: line * 100,
      name: `Some name of item ${line}`,
    })),
    note,
  };
}

export function benchOrders(first: number, count: number): BenchOrder[] {
  return Array.from({ length: count }, (_, place) => benchOrder(first + place));
}
