import type { SetAsideView } from "#shared/importing/set-aside-view.ts";

/** Rows set aside as a file again: their own columns first, then why each waits. */
export function setAsideCsv(records: readonly SetAsideView[]): string {
  const columns = [...new Set(records.flatMap((record) => record.rows.flatMap((row) => Object.keys(row.cells))))];
  const head = [...columns, "Set aside: file", "Set aside: line", "Set aside: why"];
  const lines = records.flatMap((record) =>
    record.rows.map((row) => {
      const why = record.problems
        .filter((problem) => problem.line === row.line)
        .map((problem) => `${problem.column}: ${problem.message}`)
        .join(" ");
      return [...columns.map((column) => row.cells[column] ?? ""), record.file, String(row.line), why];
    }),
  );
  return [head, ...lines].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
