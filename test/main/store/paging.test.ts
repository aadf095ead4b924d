import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draft } from "#shared/facts/kinds.ts";
import { placed } from "#test/builders/facts.ts";
import { item, line } from "#test/builders/orders.ts";
import { runs } from "#test/builders/runs.ts";
import { morning, type TestStation, withStation } from "#test/builders/station.ts";

/** A list as a screen reads it: a slice by a call of the contract, and the ids in it. */
interface List {
  readonly name: string;
  slice(test: TestStation, after: string | null, limit: number): Promise<{ ids: string[]; next: string | null }>;
}

async function answered<Value>(reply: Promise<{ ok: true; value: Value } | { ok: false; error: { code: string } }>) {
  const answer = await reply;
  return answer.ok ? answer.value : expect.fail(answer.error.code);
}

const lists: readonly List[] = [
  ...["", "berg"].map((search) => ({
    name: `orders${search && `, searched for ${search}`}`,
    async slice(test: TestStation, after: string | null, limit: number) {
      const { rows, next } = await answered(test.call("orders.page", { stage: "all", search, after, limit }));
      return { ids: rows.map((row) => row.orderId), next };
    },
  })),
  {
    name: "customers",
    async slice(test, after, limit) {
      const input = { search: "berg", after, limit };
      const { rows, next } = await answered(test.call("customers.search", input));
      return { ids: rows.map((row) => row.customerId), next };
    },
  },
  {
    name: "items",
    async slice(test, after, limit) {
      const { rows, next } = await answered(test.call("items.page", { search: "", after, limit }));
      return { ids: rows.map((row) => row.sku), next };
    },
  },
  {
    name: "items, searched for",
    async slice(test, after, limit) {
      const { rows, next } = await answered(test.call("items.search", { search: "bowl", after, limit }));
      return { ids: rows.map((row) => row.sku), next };
    },
  },
  {
    name: "who waits for an item",
    async slice(test, after, limit) {
      const { rows, next } = await answered(test.call("orders.ofSku", { sku: "BOWL", after, limit }));
      return { ids: rows.map((row) => row.orderId), next };
    },
  },
  {
    name: "pick lists",
    async slice(test, after, limit) {
      const { lists: rows, next } = await answered(test.call("picking.lists", { after, limit }));
      return { ids: rows.map((row) => row.listId), next };
    },
  },
  {
    name: "prints",
    async slice(test, after, limit) {
      const { jobs, next } = await answered(test.call("prints.page", { after, limit }));
      return { ids: jobs.map((row) => row.jobId), next };
    },
  },
  {
    name: "rows set aside",
    async slice(test, after, limit) {
      const { rows, next } = await answered(test.call("imports.setAside", { after, limit }));
      return { ids: [...new Set(rows.map((row) => row.setAsideId))], next };
    },
  },
];

async function walk(
  test: TestStation,
  list: List,
  limit: number,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const slice = await list.slice(test, after, limit);
    ids.push(...slice.ids);
    after = slice.next;
    await between();
  } while (after !== null);
  return ids;
}

const idOf = (number: number): string => `n${String(number).padStart(3, "0")}`;

/** One of everything that stands in a list; several of them at one moment. */
async function add(test: TestStation, number: number): Promise<void> {
  const id = idOf(number);
  const customer = { name: `Berg ${number % 7}`, email: `berg${number % 7}@example.com`, phone: "" };
  const placedAt = morning + (number % 5) * 1000;
  const problem = {
    line: number + 2,
    column: "price",
    value: id,
    code: "not-a-number" as const,
    message: "No number.",
  };
  const setAside = {
    setAsideId: `aside-${id}`,
    file: "catalogue.csv",
    kind: "catalogue" as const,
    rows: [{ line: number + 2, cells: { sku: id, name: "Bowl", price: "2,5,5" } }],
    problems: [problem],
  };
  await test.store.log.act("person-1", (act) =>
    act.append([
      placed(`order-${id}`, { number: id, customer, placedAt, lines: [line({ quantity: 1 })] }),
      draft(`item/${id}`, "item.defined", { item: item({ sku: id, name: `Bowl ${id}`, barcode: "" }) }),
      draft(`pick/list-${id}`, "pick.started", {
        listId: `list-${id}`,
        number: number + 1,
        orders: [{ orderId: `order-${id}`, number: id, tote: "T-01" }],
        stops: [stopOf(id)],
      }),
      draft(`print/job-${id}`, "print.queued", {
        jobId: `job-${id}`,
        orderId: `order-${id}`,
        parcelId: `parcel-${id}`,
        sessionId: "",
        document: "carrier-label",
        title: id,
        content: "^XA^XZ",
        copy: 1,
        reprintOf: "",
        encoding: "utf-8",
        printerId: "",
        holder: "elsewhere",
        labels: 1,
      }),
      draft("import/1", "import.rowsSetAside", { importId: "1", setAside }),
    ]),
  );
}

function stopOf(id: string) {
  const of = { stopId: "1", orderId: `order-${id}`, lineId: "1", sku: "BOWL", tote: "T-01", quantity: 1 };
  return { ...of, bin: "A-2", place: "bin/A-2", name: "Oak bowl" };
}

/** Much of it changes, and with it its place in some lists. */
async function change(test: TestStation, number: number): Promise<void> {
  const id = idOf(number);
  await test.store.log.act("person-1", (act) => {
    const hold = { orderId: `order-${id}`, holdId: `h-${act.newId()}`, type: "FRAUD" as const, reason: "Ring" };
    act.append([
      draft(`order/order-${id}`, "order.holdAdded", hold),
      draft(`pick/list-${id}`, "pick.closed", { listId: `list-${id}`, freed: [] }),
      draft("import/1", "import.rowsSettled", { setAsideId: `aside-${id}`, outcome: "discarded" }),
    ]);
  });
}

/** What may be added and changed while somebody reads. */
const doing = fc.record({ add: fc.boolean(), which: fc.nat(1000) });

describe("a list that is read a slice at a time", () => {
  it(
    "is the whole list, each row once; and while it changes, every row that did not is in one slice, in its place",
    {
      timeout: 120_000,
    },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 8, max: 20 }),
          fc.array(fc.integer({ min: 1, max: 7 }), { minLength: lists.length, maxLength: lists.length }),
          fc.array(doing, { minLength: 4, maxLength: 12, size: "max" }),
          async (rows, limits, doings) => {
            await withStation(async (test) => {
              for (let number = 0; number < rows; number += 1) await add(test, number);
              let there = rows;
              for (const [at, list] of lists.entries()) {
                const limit = limits[at] ?? 3;
                const before = await walk(test, list, 500);
                expect(new Set(before).size, list.name).toBe(before.length);
                expect(await walk(test, list, limit), list.name).toEqual(before);
                // Somebody works while the slices are read.
                const touched = new Set<string>();
                const work = [...doings];
                const read = await walk(test, list, limit, async () => {
                  const next = work.shift();
                  if (!next) return;
                  const number = next.add ? there : next.which % there;
                  await (next.add ? add(test, number) : change(test, number));
                  if (next.add) there += 1;
                  // A customer's place is that of their last order, and seven share all of them.
                  for (let each = number % 7; each <= there; each += 7) touched.add(idOf(each));
                  touched.add(`email:berg${number % 7}@example.com`);
                });
                const isTouched = (id: string): boolean => [...touched].some((part) => id.endsWith(part));
                const after = await walk(test, list, 500);
                const stayed = before.filter((id) => !isTouched(id) && after.includes(id));
                expect(
                  read.filter((id) => !isTouched(id)),
                  list.name,
                ).toEqual(stayed);
                expect(await walk(test, list, limit), list.name).toEqual(after);
              }
            });
          },
        ),
        { numRuns: runs(4), endOnFailure: process.env["HOLDFAST_SHRINK"] === undefined },
      );
    },
  );

  it("begins at its beginning for a place that nobody gave out", async () => {
    await withStation(async (test) => {
      for (let number = 0; number < 4; number += 1) await add(test, number);
      for (const list of lists.slice(-3)) {
        const whole = await walk(test, list, 500);
        expect(whole).toHaveLength(4);
        for (const place of ["", "nonsense", "[]", '["a"]', "[null,null]", "{}", '[{"a":1},"b"]']) {
          expect((await list.slice(test, place, 500)).ids, `${list.name} ${place}`).toEqual(whole);
        }
      }
    });
  });
});
