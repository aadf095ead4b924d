import { describe, expect, it } from "vitest";
import { customerIdOf, type CustomerView } from "#shared/customers/customer-view.ts";
import { facts, foldAll, placed } from "#test/builders/facts.ts";
import { address, content } from "#test/builders/orders.ts";

const who = (name: string, email = "", phone = ""): { name: string; email: string; phone: string } => ({
  name,
  email,
  phone,
});

describe("who a customer is", () => {
  it.each([
    ["the e-mail address, whatever its case", who("Anna", " Anna@Example.com ", "123456"), "email:anna@example.com"],
    ["the phone number where there is no address", who("Anna", "", "+44 (0)113 496-0000"), "phone:+4401134960000"],
    ["name and postcode where there is neither", who("Anna Berg"), "name:anna berg/ls14ap"],
    [
      "name and postcode where the phone number is too short to be one",
      who("Anna Berg", "", "113"),
      "name:anna berg/ls14ap",
    ],
    ["nobody where nothing is given", who(" "), undefined],
  ])("is told by %s", (_what, customer, id) => {
    expect(customerIdOf({ customer, shipTo: address })).toBe(id);
  });
});

describe("a customer", () => {
  const order = (orderId: string, placedAt: number, city: string) =>
    placed(orderId, { number: `#${orderId}`, placedAt, shipTo: { ...address, city } });

  function after(...drafts: ReturnType<typeof order>[]): CustomerView {
    return foldAll(facts(drafts)).get("customers/email:anna@example.com") as CustomerView;
  }

  it("has the face of the newest order, whenever that came in", () => {
    const [old, recent] = [order("1", 1000, "Leeds"), order("2", 2000, "York")];
    for (const customer of [after(old, recent), after(recent, old)]) {
      expect(customer).toMatchObject({ firstOrderAt: 1000, lastOrderAt: 2000, lastOrderNumber: "#2" });
      expect(customer.shipTo.city).toBe("York");
    }
  });

  it("counts an order once, and remembers the last fifty", () => {
    expect(after(order("1", 1000, "Leeds"), order("1", 1000, "Leeds")).orderIds).toEqual(["1"]);
    const many = Array.from({ length: 60 }, (_, position) => order(String(position), position, "Leeds"));
    expect(after(...many).orderIds).toHaveLength(50);
    expect(after(...many).orderIds.at(-1)).toBe("59");
    expect(after(...many).firstOrderAt).toBe(0);
  });

  it("is nobody for an order without a name", () => {
    const states = foldAll(facts([placed("1", { customer: who(""), shipTo: { ...address, name: "" } })]));
    expect([...states.keys()]).toEqual(["orders/1"]);
    expect(content().customer.name).toBe("Anna Berg");
  });
});
