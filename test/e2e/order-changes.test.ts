import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { goTo } from "./support/day.ts";
import { goods, order, stock, storedOrder } from "./support/small-shop.ts";
import { eventually, test } from "./support/workday.ts";

test("an order is edited, paid in part and refunded by keyboard, and nothing comes to more than was agreed", async ({
  workday,
}) => {
  const station = await workday.begun("empty");
  const { window } = station;
  await stock(station, await workday.folder(), []);
  const address = {
    name: "Hana Novak",
    company: "",
    lines: ["7 Dock Street"],
    city: "Hull",
    region: "",
    postcode: "HU1 1AA",
    country: "GB",
    phone: "",
  };
  await ask(window, "orders.place", {
    orderId: "01a20327-0000-7000-8000-00000000aaaa",
    draft: {
      channel: "phone",
      customer: { name: "Hana Novak", email: "", phone: "" },
      shipTo: address,
      lines: [{ sku: goods.mug.sku, quantity: 2 }],
      shippingMethod: "Standard",
      shippingMinor: 0,
      discountMinor: 0,
      payment: { method: "cash", reference: "till 1" },
      note: "",
    },
  });
  await goTo(window, "o", "Orders");
  await window.getByRole("row").filter({ hasText: "A-0001" }).click();
  await window.keyboard.press("Enter");
  await window.getByRole("heading", { name: "A-0001" }).waitFor();

  // One mug more, dearer, and three towels by their SKU.
  await window.keyboard.press("e");
  const lines = window.getByRole("dialog", { name: "Lines of A-0001" });
  await lines.getByLabel("Quantity of MUG-1").fill("3");
  await lines.getByLabel("Price of one MUG-1").fill("9.00");
  await lines.getByRole("combobox").focus();
  await window.keyboard.type(`3*${goods.towel.sku}`, { delay: 80 });
  await window.keyboard.press("Enter");
  await lines.getByLabel("Quantity of TWL-3").waitFor();
  await lines.getByLabel("Delivery").fill("4.95");
  // 3 x 9.00, 3 x 6.20, delivery 4.95.
  await lines.getByText("£50.55").waitFor();
  await lines.getByLabel("Why").fill("Rang: more of both");
  await lines.getByRole("button", { name: "Save the change" }).click();
  await lines.waitFor({ state: "hidden" });
  await expect.poll(async () => (await storedOrder(station, "A-0001")).payment, eventually).toBe("partially_paid");

  await window.keyboard.press("m");
  const paying = window.getByRole("dialog", { name: /Record a payment/ });
  await expect.poll(() => paying.getByLabel("Amount received").inputValue(), eventually).toBe("33.55");
  await paying.getByLabel("Amount received").fill("40.00");
  await paying.getByRole("button", { name: "Record the payment" }).click();
  await paying.getByText("£33.55 is still to pay. Record no more than that.").waitFor();
  await paying.getByLabel("Amount received").fill("33.55");
  await paying.getByRole("button", { name: "Record the payment" }).click();
  await expect.poll(async () => (await storedOrder(station, "A-0001")).payment, eventually).toBe("paid");

  // One of the mugs, by its line; then what is left of the same payment, and the order with it.
  await window.keyboard.press("f");
  const refunding = window.getByRole("dialog", { name: "Refund A-0001" });
  await refunding.getByText("Some lines").click();
  await refunding.getByLabel("Units of MUG-1 to give back").fill("1");
  await refunding.getByLabel("Why").fill("Arrived broken");
  await refunding.getByRole("button", { name: "Give back £9.00" }).click();
  await refunding.waitFor({ state: "hidden" });
  await window.keyboard.press("f");
  await refunding.getByText("Cancel the order too; what was promised to it goes back to stock").click();
  await refunding.getByLabel("Why").fill("All of it came broken");
  await refunding.getByRole("button", { name: "Give back £24.55" }).click();
  await refunding.waitFor({ state: "hidden" });

  const { order, stage } = await storedOrder(station, "A-0001");
  expect(stage).toBe("cancelled");
  expect(order.totals).toMatchObject({ subtotalMinor: 4560, shippingMinor: 495, totalMinor: 5055 });
  expect(order.lines.map(({ sku, quantity, unitPrice }) => [sku, quantity, unitPrice])).toEqual([
    ["MUG-1", 3, { value: 900, scale: 2 }],
    ["TWL-3", 3, { value: 620, scale: 2 }],
  ]);
  expect(order.refunds.map(({ amountMinor }) => amountMinor)).toEqual([900, 2455]);
});

test("what came back is refunded by its lines, put in a bin, and lies on the shelf again", async ({ workday }) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const sent = order("#2001", { mug: 3, towel: 2 }, { fulfillment: "fulfilled" });
  await stock(station, await workday.folder(), [sent]);
  await goTo(window, "o", "Orders");
  await window.getByRole("row").filter({ hasText: "#2001" }).click();
  await window.keyboard.press("Enter");
  await window.getByRole("heading", { name: "#2001" }).waitFor();

  await window.keyboard.press("f");
  const refunding = window.getByRole("dialog", { name: "Refund #2001" });
  await refunding.getByText("Some lines").click();
  await refunding.getByText("They came back and lie in a bin again").click();
  await refunding.getByLabel("Why").fill("One cracked, one too many");
  await refunding.getByLabel("Units of MUG-1 to give back").fill("2");
  await refunding.getByLabel("Units of TWL-3 to give back").fill("1");
  // Where the catalogue has them, until somebody says otherwise.
  await expect.poll(() => refunding.getByLabel("Bin of TWL-3").inputValue(), eventually).toBe("B-1-1");
  await refunding.getByLabel("Bin of MUG-1").fill("");
  await refunding.getByRole("button", { name: "Give back £23.20" }).click();
  await refunding.getByText("Say in which bin the units lie.").waitFor();
  await refunding.getByLabel("Bin of MUG-1").fill("RET-1");
  await refunding.getByRole("button", { name: "Give back £23.20" }).click();
  await refunding.waitFor({ state: "hidden" });

  // The order's page tells it, and the shelf has it.
  await window.getByText("Given back", { exact: true }).waitFor();
  await window.getByText("\u2212£23.20", { exact: true }).waitFor();
  await window.getByRole("tab", { name: "History" }).click();
  await window.getByText(/Put back: 2 × MUG-1 \(RET-1\), 1 × TWL-3 \(B-1-1\)/).waitFor();
  await goTo(window, "k", "Stock");
  const row = (sku: string) => window.getByRole("row").filter({ hasText: sku });
  await expect.poll(() => row("MUG-1").innerText(), eventually).toMatch(/\b42\b/);
  await expect.poll(() => row("TWL-3").innerText(), eventually).toMatch(/\b51\b/);
  await row("MUG-1").click();
  await window.getByText("RET-1").first().waitFor();
});
