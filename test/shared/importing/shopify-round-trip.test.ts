import fc from "fast-check";
import { expect, test } from "vitest";
import { groupOrders } from "#shared/importing/order-groups.ts";
import { readOrders } from "#shared/importing/shopify.ts";
import { orderContentSchema } from "#shared/orders/order-content.ts";
import { fileRows } from "./support/shopify-rows.ts";
import { writtenOrders } from "./support/shopify-writer.ts";

test("any order written as Shopify writes it comes back as it was", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(writtenOrders(3), (orders) => {
      const { groups, survey } = groupOrders(fileRows(...orders.flatMap((order) => order.rows)));
      const context = { file: "orders.csv", knows: undefined, repeatedIds: survey.repeatedIds };
      const outcomes = groups.flatMap((group) => readOrders(group, context));
      const read = outcomes.map((outcome) => {
        if (outcome.kind !== "imported") return outcome.problems;
        const { source, ...content } = outcome.order.content;
        expect(orderContentSchema.safeParse(outcome.order.content).success).toBe(true);
        expect(source?.rows.length).toBe(content.lines.length);
        return [outcome.order.externalId, content, outcome.order.holds, outcome.order.notices];
      });
      expect(read).toEqual(orders.map((order) => [order.externalId, order.content, [], []]));
    }),
    { numRuns: 200 },
  );
});
