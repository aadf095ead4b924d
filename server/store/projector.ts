import { type FactEnvelope, foldKey } from "#shared/facts/fact.ts";
import { type Fact, parseFact } from "#shared/facts/kinds.ts";
import { fold, type Touch, touches, type ViewName, type ViewStates } from "#shared/facts/views.ts";
import { earliestStamp, laterStamp, type Stamp } from "#shared/kernel/hybrid-clock.ts";
import type { Touched } from "#shared/promising/answers.ts";
import { isOpenWork } from "#shared/sync/open-work.ts";
import type { Queries } from "../adapters/postgres/database.ts";

interface Entry {
  readonly view: ViewName;
  readonly id: string;
  key: string;
  state: ViewStates[ViewName] | undefined;
  /** A fact came that belongs before the last one in it: it is to be folded anew from all its facts. */
  refold: boolean;
  changed: boolean;
}

/** The documents that a transaction folds facts into. They are locked from `load` to the commit, always in the same order. */
export class Projector {
  readonly #queries: Queries;
  readonly #entries = new Map<string, Entry>();

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /** Locks and reads documents that facts will be folded into. */
  async load(wanted: readonly Touch[]): Promise<void> {
    const missing = unique(wanted).filter((touch) => !this.#entries.has(nameOf(touch)));
    if (missing.length === 0) return;
    const values = [missing.map(({ view }) => view), missing.map(({ id }) => id)];
    // A row that is not there cannot be locked: two stations that both begin a document would lose one another's facts.
    await this.#queries.all(
      `INSERT INTO documents (view, id)
       SELECT * FROM unnest($1::text[], $2::text[]) AS wanted (view, id) ORDER BY view COLLATE "C", id COLLATE "C"
       ON CONFLICT DO NOTHING`,
      values,
    );
    await this.#read("FOR UPDATE", values);
  }

  /** Reads documents that are only looked at. */
  async look(wanted: readonly Touch[]): Promise<void> {
    const missing = unique(wanted).filter((touch) => !this.#entries.has(nameOf(touch)));
    if (missing.length === 0) return;
    await this.#read("", [missing.map(({ view }) => view), missing.map(({ id }) => id)]);
  }

  async #read(lock: "FOR UPDATE" | "", values: readonly unknown[]): Promise<void> {
    const rows = await this.#queries.all<{ view: ViewName; id: string; key: string; state: never }>(
      `SELECT view, id, key, state FROM documents
       WHERE (view, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
       ORDER BY view, id ${lock}`,
      values,
    );
    for (const { view, id, key, state } of rows) {
      const name = nameOf({ view, id });
      this.#entries.set(name, { view, id, key, state: state ?? undefined, refold: false, changed: false });
    }
  }

  /** A document as it stands after the facts folded so far. It must have been loaded or looked at. */
  read<Name extends ViewName>(view: Name, id: string): ViewStates[Name] | undefined {
    return this.#entries.get(nameOf({ view, id }))?.state as ViewStates[Name] | undefined;
  }

  /** Folds a fact into every document it touches. Answers false, and changes nothing, where a fold cannot take it. */
  project(fact: Fact): boolean {
    const key = foldKey(fact);
    const next: { readonly entry: Entry; readonly state: Entry["state"] }[] = [];
    for (const touch of touches(fact)) {
      const entry = this.#entries.get(nameOf(touch));
      if (!entry) throw new Error(`${nameOf(touch)} was not loaded`);
      try {
        next.push({ entry, state: fold(touch.view, entry.state as never, touch.id, fact) });
      } catch {
        return false;
      }
    }
    for (const { entry, state } of next) {
      entry.changed = true;
      // Where it comes late this is what the facts so far say in some order, until `finish` folds them in theirs.
      entry.state = state;
      if (key < entry.key) entry.refold = true;
      else entry.key = key;
    }
    return true;
  }

  /** The orders, stock and channels that have changed, as they stand. */
  touched(): Touched {
    return statesOf([...this.#entries.values()].filter(({ changed }) => changed));
  }

  /** Orders and stock by their names, as they stand. */
  standing(wanted: readonly Touch[]): Touched {
    return statesOf(wanted.flatMap((touch) => this.#entries.get(nameOf(touch)) ?? []));
  }

  /** Stamp of the last fact in any of the documents here. */
  get latest(): Stamp {
    return [...this.#entries.values()]
      .map(({ key }) => key.slice(0, earliestStamp.length))
      .reduce(laterStamp, earliestStamp);
  }

  /** Writes what changed. The facts and their touches must be in their tables by now. */
  async finish(): Promise<void> {
    const changed = [...this.#entries.values()].filter((entry) => entry.changed);
    for (const entry of changed.filter(({ refold }) => refold)) await this.#refold(entry);
    if (changed.length === 0) return;
    const rows = changed.map(({ view, id, key, state }) => ({
      view,
      id,
      key,
      state: state ?? null,
      open: state !== undefined && isOpenWork(view, state as never),
    }));
    await this.#queries.all(
      `UPDATE documents SET key = row.key, state = nullif(row.state, 'null'::jsonb), open = row.open,
         open_since = CASE WHEN documents.open AND row.open THEN documents.open_since ELSE pg_current_xact_id() END
       FROM jsonb_to_recordset($1::jsonb) AS row (view text, id text, key text, state jsonb, open boolean)
       WHERE documents.view = row.view AND documents.id = row.id`,
      [JSON.stringify(rows)],
    );
  }

  async #refold(entry: Entry): Promise<void> {
    const { view, id } = entry;
    entry.state = undefined;
    for (const envelope of await factsOf(this.#queries, { view, id })) {
      const fact = parseFact(envelope);
      if (!fact.ok) continue;
      entry.key = foldKey(fact.value);
      try {
        entry.state = fold(view, entry.state as never, id, fact.value);
      } catch {
        // It was taken where it could be folded; among facts that came later it says nothing.
      }
    }
  }
}

/** Every fact that has a say in one document, in fold order. */
export async function factsOf(queries: Queries, { view, id }: Touch): Promise<FactEnvelope[]> {
  const rows = await queries.all<{ fact: FactEnvelope }>(
    `SELECT facts.fact FROM fact_touches JOIN facts ON facts.id = fact_touches.fact
     WHERE fact_touches.view = $1 AND fact_touches.id = $2 ORDER BY fact_touches.key`,
    [view, id],
  );
  return rows.map(({ fact }) => fact);
}

function statesOf(entries: readonly Entry[]): Touched {
  const all = <Name extends ViewName>(name: Name) =>
    entries.flatMap(({ view, state }) => (view === name && state ? [state as ViewStates[Name]] : []));
  const channels = all("people").flatMap((state) => (state.kind === "channel" ? [state] : []));
  return { orders: all("orders"), stock: all("stock"), channels };
}

function nameOf({ view, id }: Touch): string {
  return `${view}/${id}`;
}

function unique(touches: readonly Touch[]): Touch[] {
  return [...new Map(touches.map((touch) => [nameOf(touch), touch])).values()];
}
