import { expect, it } from "vitest";
import { draft } from "#shared/facts/kinds.ts";
import { placed } from "#test/builders/facts.ts";
import { address, item, line } from "#test/builders/orders.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";

/** Name of an item -> what somebody types for it. */
const found: readonly (readonly [string, readonly string[]])[] = [
  ["Чайник «Ёлка»", ["чайник", "ЁЛКА", "елка", "ча"]],
  ["東京タワー 置物", ["東京", "京タ", "タワー", "置物", "東京 置物"]],
  ["青花瓷茶杯", ["瓷茶", "茶杯", "青花"]],
  ["한글 찻잔", ["한글", "찻잔", "한"]],
  ["إبريق شاي مُزَخرَف", ["ابريق", "شاي", "مزخرف", "إبريق"]],
  ["קומקום תה", ["קומקום", "תה"]],
  ["चाय की केतली", ["चाय", "केतली"]],
  ["กาน้ำชา", ["น้ำชา", "กา"]],
  ["Αλάτι θάλασσας", ["αλατι", "ΘΑΛΑΣΣΑΣ"]],
  ["Crème brûlée Straße", ["creme", "BRULEE", "strasse", "Straße"]],
  ["İstanbul ığdır", ["istanbul", "igdir"]],
];
const other = ["самовар", "大阪", "京東", "커피", "قهوة", "कॉफ़ी", "creme strand"];

async function search(test: TestStation, text: string): Promise<string[]> {
  const reply = await test.call("items.search", { search: text, limit: 20 });
  return reply.ok ? reply.value.rows.map((row) => row.name) : expect.fail(reply.error.code);
}

it("items are found in any script, by any part a person would type, and not by what they are not", async () => {
  await withStation(async (test) => {
    await test.store.log.act("person-1", (act) =>
      act.append(
        found.map(([name], place) => {
          const made = item({ sku: `S-${place}`, name, barcode: "" });
          return draft(`item/${made.sku}`, "item.defined", { item: made });
        }),
      ),
    );
    for (const [name, texts] of found) {
      for (const text of texts) expect(await search(test, text), `${text} finds ${name}`).toContain(name);
    }
    for (const text of other) expect(await search(test, text), text).toEqual([]);
  });
});

it("orders are found by the customer's name in any script", async () => {
  await withStation(async (test) => {
    const names = ["Михаил Ёжиков", "山田太郎", "محمد الأحمد", "Zoë Łukasiewicz"];
    await test.store.log.act("person-1", (act) =>
      act.append(names.map((name, place) => placed(`o${place}`, { shipTo: { ...address, name } }))),
    );
    const finds = async (text: string): Promise<string[]> => {
      const reply = await test.call("orders.page", { stage: "all", search: text, after: null, limit: 9 });
      return reply.ok ? reply.value.rows.map((row) => row.orderId) : expect.fail(reply.error.code);
    };
    expect([await finds("ежиков"), await finds("太郎"), await finds("الاحمد"), await finds("zoe luk")]).toEqual([
      ["o0"],
      ["o1"],
      ["o2"],
      ["o3"],
    ]);
  });
});

it("says which open orders wait for a SKU, the oldest first, page by page", async () => {
  await withStation(async (test) => {
    const orders = Array.from({ length: 7 }, (_, place) =>
      placed(`o${place}`, {
        placedAt: test.now - place * 1000,
        tenders: [],
        lines: [line({ sku: place === 3 ? "CUP" : "BOWL" }), line({ lineId: "2", sku: "BOWL" })].slice(
          place === 3 ? 0 : 1,
        ),
      }),
    );
    await test.store.log.act("person-1", (act) =>
      act.append([
        ...orders,
        draft("order/o5", "order.cancelled", { orderId: "o5", by: "merchant", at: test.now, reason: "No", freed: [] }),
      ]),
    );
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const reply: Awaited<ReturnType<typeof page>> = await page(test, after);
      seen.push(...reply.rows.map((row) => row.orderId));
      after = reply.next;
    } while (after !== null);
    expect(seen).toEqual(["o6", "o4", "o3", "o2", "o1", "o0"]);
    const cups = await test.call("orders.ofSku", { sku: "CUP", after: null, limit: 5 });
    expect(cups.ok && cups.value.rows.map((row) => row.orderId)).toEqual(["o3"]);
  });
});

async function page(test: TestStation, after: string | null) {
  const reply = await test.call("orders.ofSku", { sku: "BOWL", after, limit: 2 });
  return reply.ok ? reply.value : expect.fail(reply.error.code);
}
