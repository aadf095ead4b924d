import type { FactEnvelope } from "#shared/facts/fact.ts";
import type { SqliteRow } from "../adapters/sqlite/connection.ts";
import { factsCollection } from "./collections.ts";
import type { LogSource } from "./refold.ts";

/** Facts of one station after a sequence number, in its order. */
export function factsOfStation(source: LogSource, station: string, after: number, limit: number): FactEnvelope[] {
  const { name, stationColumn, sequenceColumn } = columnsOf(source);
  return source.statements
    .of(
      `SELECT data FROM ${name} WHERE deleted = 0 AND ${stationColumn} = ? AND ${sequenceColumn} > ?
       ORDER BY ${stationColumn}, ${sequenceColumn} LIMIT ?`,
    )
    .all(station, after, limit)
    .map(envelopeOf);
}

/** Those of these sequence numbers that are kept here. */
export function factsNumbered(source: LogSource, station: string, numbers: readonly number[]): FactEnvelope[] {
  const { name, stationColumn, sequenceColumn } = columnsOf(source);
  return source.statements
    .of(
      `SELECT data FROM json_each(?) AS wanted CROSS JOIN ${name}
       ON ${stationColumn} = ? AND ${sequenceColumn} = wanted.value WHERE deleted = 0 ORDER BY ${sequenceColumn}`,
    )
    .all(JSON.stringify(numbers), station)
    .map(envelopeOf);
}

/** The highest number of a station's facts here; 0 for none. */
export function lastNumberOf(source: LogSource, station: string): number {
  const { name, stationColumn, sequenceColumn } = columnsOf(source);
  const row = source.statements
    .of(`SELECT max(${sequenceColumn}) AS last FROM ${name} WHERE deleted = 0 AND ${stationColumn} = ?`)
    .get(station);
  return Number(row?.["last"] ?? 0);
}

/** Those that the log does not hold yet. */
export function unknownFacts(source: LogSource, facts: readonly FactEnvelope[]): FactEnvelope[] {
  const { name } = columnsOf(source);
  const known = new Set(
    source.statements
      .of(`SELECT value AS id FROM json_each(?) WHERE EXISTS (SELECT 1 FROM ${name} WHERE id = value)`)
      .all(JSON.stringify(facts.map((fact) => fact.id)))
      .map((row) => String(row["id"])),
  );
  return facts.filter((fact) => !known.has(fact.id));
}

/** Where the log's order of writing stands: RxDB's checkpoint for "everything so far". */
export function writtenSoFar(source: LogSource): { readonly id: string; readonly lwt: number; readonly seq: number } {
  const { name } = columnsOf(source);
  const row = source.statements.of(`SELECT max(seq) AS seq FROM ${name}`).get();
  return { id: "", lwt: 0, seq: Number(row?.["seq"] ?? 0) };
}

function columnsOf({ storage }: LogSource): { name: string; stationColumn: string; sequenceColumn: string } {
  const { name, columns } = storage.tableOf(factsCollection);
  return {
    name,
    stationColumn: columns.get("station") ?? "",
    sequenceColumn: columns.get("sequence") ?? "",
  };
}

/** The fact in a row's `data`, as it was written down. */
export function envelopeOf(row: SqliteRow): FactEnvelope {
  const document = JSON.parse(String(row["data"])) as Record<string, unknown>;
  const { _deleted, _attachments, _rev, _meta, ...fact } = document;
  return fact as unknown as FactEnvelope;
}
