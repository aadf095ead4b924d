import { stageOf } from "#shared/orders/order-standing.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import type { Member } from "#test/builders/company.ts";
import type { Company } from "./company.ts";
import type { Step } from "./steps.ts";

/** Where and when a deed is done. */
export interface At extends Step {
  readonly company: Company;
  readonly member: Member;
  /** A name that no other deed has. */
  readonly count: number;
}

/** An order as the station sees it; a bug may make it take every order for its own. */
export function seen(at: Pick<At, "company" | "member">, order: OrderView): OrderView {
  if (at.company.bug !== "works-on-orders-kept-elsewhere") return order;
  return { ...order, custody: { ...order.custody, holder: at.member.id } };
}

export function isOpen(order: OrderView): boolean {
  return !["shipped", "cancelled"].includes(stageOf(order));
}
