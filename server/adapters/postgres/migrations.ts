import type { Database } from "./database.ts";

/**
 * The hub's tables. A migration that has landed is never changed: a new one is added. Each runs once, in its own
 * transaction, at the start of the first hub process that knows it.
 */
export const migrations: readonly { readonly number: number; readonly name: string; readonly sql: string }[] = [
  {
    number: 1,
    name: "facts, documents, stations",
    sql: `
      -- Company, hub id, epoch, secrets.
      CREATE TABLE hub_state (name text PRIMARY KEY, value text NOT NULL);

      CREATE TABLE stations (
        station text COLLATE "C" PRIMARY KEY,
        name text NOT NULL,
        letters text NOT NULL UNIQUE,
        scope jsonb NOT NULL,
        token_hash bytea UNIQUE,
        enrolled_at timestamptz NOT NULL,
        revoked_at timestamptz,
        -- Epoch in which the station last compared its facts with the hub's.
        compared_epoch text NOT NULL DEFAULT ''
      );

      -- Where each station's chain ends here; the hub's own too. Locked by whoever appends to it.
      CREATE TABLE chains (
        station text COLLATE "C" PRIMARY KEY,
        sequence bigint NOT NULL,
        hash text NOT NULL,
        stamp text NOT NULL
      );

      CREATE TABLE facts (
        id uuid PRIMARY KEY,
        position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        -- A row is given out only once every transaction that began to write before its own has ended.
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        station text COLLATE "C" NOT NULL,
        sequence bigint NOT NULL,
        key text COLLATE "C" NOT NULL,
        kind text NOT NULL,
        -- Where it belongs; null for everybody.
        site text,
        channel text,
        -- False for kinds and versions that this hub did not know yet when they came.
        known boolean NOT NULL,
        fact jsonb NOT NULL,
        UNIQUE (station, sequence)
      );
      CREATE INDEX facts_in_order ON facts (xid, position);
      CREATE INDEX facts_unknown ON facts (position) WHERE NOT known;

      CREATE TABLE fact_touches (
        view text COLLATE "C" NOT NULL,
        id text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        fact uuid NOT NULL,
        PRIMARY KEY (view, id, key)
      );

      CREATE TABLE documents (
        view text COLLATE "C" NOT NULL,
        id text COLLATE "C" NOT NULL,
        -- Fold key of the last fact in it; empty before the first.
        key text COLLATE "C" NOT NULL DEFAULT '',
        state jsonb,
        open boolean NOT NULL DEFAULT false,
        PRIMARY KEY (view, id)
      );
      CREATE INDEX documents_open ON documents (view, id) WHERE open;

      CREATE TABLE refusals (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        station text COLLATE "C" NOT NULL,
        -- SHA-256 of what came: the same thing refused again is the same refusal.
        digest text NOT NULL,
        fact_id text NOT NULL,
        sequence bigint NOT NULL,
        code text NOT NULL,
        detail text NOT NULL,
        at timestamptz NOT NULL,
        -- As it came; cut where it was too long.
        fact text NOT NULL,
        UNIQUE (station, digest)
      );

      -- Documents the hub has something to say about: at once, or when every station has compared what it holds.
      CREATE TABLE answers_waiting (
        view text COLLATE "C" NOT NULL,
        id text COLLATE "C" NOT NULL,
        PRIMARY KEY (view, id)
      );

      CREATE TABLE codes (
        hash bytea PRIMARY KEY,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        used_by text
      );
      CREATE TABLE wrong_codes (at timestamptz NOT NULL);
    `,
  },
  {
    number: 2,
    name: "open work page by page",
    sql: `
      -- The order in which open documents are given out.
      ALTER TABLE documents ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;
      -- Open without a break since this transaction; says nothing where the document is not open.
      ALTER TABLE documents ADD COLUMN open_since xid8 NOT NULL DEFAULT pg_current_xact_id();
      DROP INDEX documents_open;
      CREATE INDEX documents_open ON documents (number) WHERE open;
      CREATE INDEX fact_touches_fact ON fact_touches (fact);
    `,
  },
  {
    number: 3,
    name: "one index less a fact",
    sql: `
      -- An identity is given once; nothing looks for a fact by it alone.
      ALTER TABLE facts DROP CONSTRAINT facts_position_key;
    `,
  },
];

/** Held while migrating, so that two processes that start together do it once. */
const migrationLock = 7_420_002;

/** Brings the tables up to date. Throws where they were made by a newer hub. */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async ({ all, one }) => {
    await all("SELECT pg_advisory_xact_lock($1)", [migrationLock]);
    await all(
      "CREATE TABLE IF NOT EXISTS migrations (number int PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL)",
    );
    const last = (await one<{ number: number | null }>("SELECT max(number) AS number FROM migrations"))?.number ?? 0;
    if (last > migrations.length) throw new NewerTables(last);
    for (const { number, name, sql } of migrations.filter((one) => one.number > last)) {
      await all(sql);
      await all("INSERT INTO migrations VALUES ($1, $2, now())", [number, name]);
    }
  });
}

export class NewerTables extends Error {
  override readonly name = "NewerTables";
  constructor(number: number) {
    super(`This database was used by a newer hub (migration ${number}). Install that version to open it.`);
  }
}
