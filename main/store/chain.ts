import { canonicalJson, type FactEnvelope, hashInput, noPrevious } from "#shared/facts/fact.ts";
import type { ChainProblem } from "#shared/care/care.ts";
import { factsCollection } from "./collections.ts";
import { sha256 } from "./sha256.ts";
import type { LogSource } from "./refold.ts";

export interface ChainProgress {
  readonly checked: number;
  readonly of: number;
}

export interface ChainFindings {
  readonly checked: number;
  /** The first of them, at most `mostProblems`. */
  readonly problems: readonly ChainProblem[];
}

const factsInOneSlice = 50;
const mostProblems = 20;

interface Link {
  readonly sequence: number;
  readonly fact: Omit<FactEnvelope, "body" | "previous">;
  /** Undefined where the body was removed under a snapshot. */
  readonly body: unknown;
  readonly previous: string;
}

/**
 * Walks the chains of all stations from their first fact to their last and gives what does not fit. The station's own
 * chain must be whole and end in its head; of others, facts may be missing in between. Yields every few facts.
 */
export function* verifyChains(source: LogSource, own: string): Generator<ChainProgress, ChainFindings, void> {
  const { statements } = source;
  const facts = factsTable(source);
  const stations = statements
    .of(`SELECT station FROM (SELECT DISTINCT ${facts.station} AS station FROM ${facts.name} WHERE deleted = 0
         UNION SELECT station FROM removed_facts UNION SELECT station FROM station_heads) ORDER BY station`)
    .all()
    .map((row) => String(row["station"]));
  const of =
    Number(statements.of(`SELECT count(*) AS n FROM ${facts.name} WHERE deleted = 0`).get()?.["n"] ?? 0) +
    Number(statements.of("SELECT count(*) AS n FROM removed_facts").get()?.["n"] ?? 0);
  const problems: ChainProblem[] = [];
  let checked = 0;
  for (const station of stations) {
    let sequence = 0;
    let hash = noPrevious;
    for (let links = linksAfter(source, station, 0); links.length > 0; links = linksAfter(source, station, sequence)) {
      for (const link of links) {
        const gap = link.sequence !== sequence + 1;
        if (gap && station === own) problems.push(problem(link, "missing-before"));
        if (problems.length < mostProblems) problems.push(...checkLink(link, gap ? undefined : hash));
        sequence = link.sequence;
        hash = link.fact.hash;
      }
      checked += links.length;
      yield { checked, of };
    }
    if (station === own) problems.push(...checkHead(source, station, { sequence, hash }));
    if (problems.length >= mostProblems) break;
  }
  return { checked, problems: problems.slice(0, mostProblems) };
}

/** `before` is the hash of the fact before, where it is known. */
function checkLink(link: Link, before: string | undefined): ChainProblem[] {
  const { fact, body, previous } = link;
  const found: ChainProblem[] = [];
  if (before !== undefined && previous !== before) found.push(problem(link, "does-not-follow"));
  if (body !== undefined && sha256(canonicalJson(body)) !== fact.bodyHash) found.push(problem(link, "body-changed"));
  if (sha256(hashInput({ ...fact, previous })) !== fact.hash) found.push(problem(link, "fact-changed"));
  return found;
}

function checkHead(source: LogSource, station: string, last: { sequence: number; hash: string }): ChainProblem[] {
  const head = source.statements.of("SELECT sequence, hash FROM station_heads WHERE station = ?").get(station);
  if (!head && last.sequence === 0) return [];
  if (Number(head?.["sequence"]) === last.sequence && head?.["hash"] === last.hash) return [];
  return [{ code: "end-missing", station, sequence: Number(head?.["sequence"] ?? last.sequence), kind: "", at: null }];
}

function problem({ fact }: Link, code: ChainProblem["code"]): ChainProblem {
  const { station, sequence, kind, stamp } = fact;
  return { code, station, sequence, kind, at: Number.parseInt(stamp.slice(0, 12), 16) };
}

/** The next facts and stubs of a station, in the order of their sequence. */
function linksAfter(source: LogSource, station: string, sequence: number): Link[] {
  const { statements } = source;
  const table = factsTable(source);
  const facts = statements
    .of(`SELECT data FROM ${table.name} WHERE deleted = 0 AND ${table.station} = ? AND ${table.sequence} > ?
         ORDER BY ${table.station}, ${table.sequence} LIMIT ?`)
    .all(station, sequence, factsInOneSlice)
    .map((row) => linkOfFact(JSON.parse(String(row["data"])) as FactEnvelope));
  const stubs = statements
    .of("SELECT * FROM removed_facts WHERE station = ? AND sequence > ? ORDER BY sequence LIMIT ?")
    .all(station, sequence, factsInOneSlice)
    .map((row) => linkOfStub(row as unknown as StubRow));
  return [...facts, ...stubs].toSorted((one, other) => one.sequence - other.sequence).slice(0, factsInOneSlice);
}

function linkOfFact({ body, previous, ...fact }: FactEnvelope): Link {
  return { sequence: fact.sequence, fact, body, previous };
}

interface StubRow extends Omit<FactEnvelope, "body" | "bodyHash"> {
  readonly body_hash: string;
}

function linkOfStub({ body_hash: bodyHash, previous, ...row }: StubRow): Link {
  return { sequence: row.sequence, fact: { ...row, bodyHash }, body: undefined, previous };
}

function factsTable({ storage }: LogSource): { name: string; station: string; sequence: string } {
  const { name, columns } = storage.tableOf(factsCollection);
  return { name, station: columns.get("station") ?? "", sequence: columns.get("sequence") ?? "" };
}
