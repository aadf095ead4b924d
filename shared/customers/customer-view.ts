import type { Address } from "../kernel/address.ts";
import type { Fact } from "../facts/kinds.ts";
import type { OrderContent } from "../orders/order-content.ts";

/** A person who orders, as their orders tell it: the newest order gives name, phone and address. */
export interface CustomerView {
  readonly customerId: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly shipTo: Address;
  readonly billTo: Address;
  readonly firstOrderAt: number;
  readonly lastOrderAt: number;
  readonly lastOrderNumber: string;
  readonly orderIds: readonly string[];
}

/**
 * Orders with one e-mail address belong to one customer; without an address the phone number decides, then name and
 * postcode. Undefined where an order names nobody.
 */
export function customerIdOf(content: Pick<OrderContent, "customer" | "shipTo">): string | undefined {
  const email = content.customer.email.trim().toLowerCase();
  if (email) return `email:${email}`;
  const phone = content.customer.phone.replace(/[^\d+]/g, "");
  if (phone.length >= 6) return `phone:${phone}`;
  const name = content.customer.name.trim().toLowerCase();
  return name ? `name:${name}/${content.shipTo.postcode.replace(/\s/g, "").toLowerCase()}` : undefined;
}

const rememberedOrders = 50;

export function foldCustomer(
  customer: CustomerView | undefined,
  customerId: string,
  fact: Fact,
): CustomerView | undefined {
  if (fact.kind !== "order.placed") return customer;
  const { content, orderId } = fact.body;
  if (customer?.orderIds.includes(orderId)) return customer;
  const newest = !customer || content.placedAt >= customer.lastOrderAt;
  const face = newest
    ? {
        name: content.customer.name,
        email: content.customer.email,
        phone: content.customer.phone,
        shipTo: content.shipTo,
        billTo: content.billTo,
        lastOrderAt: content.placedAt,
        lastOrderNumber: content.number,
      }
    : customer;
  return {
    ...face,
    customerId,
    firstOrderAt: Math.min(customer?.firstOrderAt ?? content.placedAt, content.placedAt),
    orderIds: [...(customer?.orderIds ?? []), orderId].slice(-rememberedOrders),
  };
}
