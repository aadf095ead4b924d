import { expect, it } from "vitest";
import { derivedDigest, differences } from "#main/store/derived.ts";
import { rebuild } from "#main/store/rebuild.ts";
import { stockRowsAnew } from "#main/sync/carry-facts.ts";
import { doAll } from "#test/builders/days.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";

const mayPromise = (test: TestStation): number[] =>
  test.store.statements
    .of("SELECT can_promise FROM stock_rows ORDER BY sku")
    .all()
    .map((row) => Number(row["can_promise"]));

it("a store that becomes another station's shows what that one may promise, as if it had been made for it", async () => {
  await withStation(async (test) => {
    await doAll(test, [{ what: "stock", a: 1 }]);
    const before = mayPromise(test);
    expect(Math.max(...before)).toBeGreaterThan(0);
    test.store.statements.run("UPDATE store_state SET value = 'another' WHERE name = 'station'");
    stockRowsAnew(test.store);
    expect(mayPromise(test)).toEqual(before.map(() => 0));
    const shown = derivedDigest(test.store);
    for (const _ of rebuild(test.store));
    expect(differences(shown, derivedDigest(test.store))).toEqual([]);
  });
});
