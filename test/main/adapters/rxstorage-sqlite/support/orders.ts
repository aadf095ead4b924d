import type { RxJsonSchema } from "rxdb";

export interface Order {
  id: string;
  status: string;
  placedAt: number;
  note?: string;
}

export const orderSchema: RxJsonSchema<Order> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 60 },
    status: { type: "string", maxLength: 20 },
    placedAt: { type: "number", minimum: 0, maximum: 1_000_000, multipleOf: 1 },
    note: { type: "string" },
  },
  required: ["id", "status", "placedAt"],
  indexes: [["status", "placedAt"]],
};

export function order(id: string, changes: Partial<Order> = {}): Order & Record<string, unknown> {
  return { id, status: "open", placedAt: 1, ...changes };
}
