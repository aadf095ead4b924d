import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "#server/adapters/postgres/database.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";

let postgres: TestPostgres;
let database: Database;
beforeAll(async () => {
  postgres = await startTestPostgres();
  database = openDatabase(await postgres.newDatabase());
  await database.all("CREATE TABLE copied (place int PRIMARY KEY, text text, more jsonb, flag boolean)");
});
afterAll(async () => {
  await database.close();
  await postgres.stop();
});

/** What PostgreSQL keeps: no NUL, no half character. Among them all that COPY reads as something else. */
const text = fc.oneof(
  fc.string({ unit: "grapheme" }).filter((one) => !one.includes("\0")),
  fc.string({ unit: fc.constantFrom("\\", "\t", "\n", "\r", "N", ".", "a", "\b", '"', "'") }),
);

describe("rows written by COPY", () => {
  it("come back as they were, whatever is in them", async () => {
    const row = fc.record({ text: fc.option(text), more: fc.option(fc.record({ inner: text })), flag: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
        const found = await database.transaction(async (queries) => {
          await queries.all("TRUNCATE copied");
          await queries.copy(
            "copied",
            ["place", "text", "more", "flag"],
            rows.map((one, place) => [place, one.text, one.more && JSON.stringify(one.more), one.flag]),
          );
          return queries.all("SELECT text, more, flag FROM copied ORDER BY place");
        });
        expect(found).toEqual(rows);
      }),
      { numRuns: 200 },
    );
  });

  it("end the transaction where one breaks a constraint, and the connection serves on", async () => {
    await database.all("TRUNCATE copied");
    const twice = database.transaction(async ({ copy }) => {
      await copy("copied", ["place"], [[1]]);
      await copy("copied", ["place"], [[2], [1]]);
    });
    await expect(twice).rejects.toMatchObject({ code: "23505" });
    expect(await database.all("SELECT * FROM copied")).toEqual([]);
  });
});
