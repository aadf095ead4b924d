import { stageOf } from "#shared/orders/order-standing.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import type { Member } from "#test/builders/company.ts";
import type { PlantedBug } from "./planted.ts";
import type { Step } from "./steps.ts";

/** What somebody at a station can see, of a member in this process or of a whole station. */
export type Seer = Pick<Member, "id" | "here" | "now" | "read" | "all" | "order" | "stock">;

/** Whom a deed may name. */
export interface Others {
  readonly bug: PlantedBug | undefined;
  readonly hubId: string;
  readonly stations: readonly { readonly id: string }[];
}

/** Where and when a deed is done. */
export interface At extends Step {
  readonly company: Others;
  readonly member: Seer;
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
