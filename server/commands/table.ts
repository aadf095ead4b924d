import type { StationRow } from "../store/stations.ts";

/** The stations as lines of a terminal. */
export function table(stations: readonly StationRow[]): string {
  if (stations.length === 0) return "No station has joined yet. npm run hub -- code prints a code to join with.";
  const rows = stations.map((row) => [
    row.letters,
    row.name,
    row.revoked ? `revoked ${day(row.revoked)}` : `since ${day(row.enrolled)}`,
    `${row.facts} facts`,
    row.refused > 0 ? `${row.refused} refused` : "",
    row.station,
  ]);
  const widths = rows.reduce(
    (widest, row) => row.map((cell, column) => Math.max(cell.length, widest[column] ?? 0)),
    [] as number[],
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
