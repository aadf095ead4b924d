import { SqliteRefused } from "../adapters/sqlite/connection.ts";
import { StoreRefused } from "../store/store-refused.ts";

/** What happened to the store and what to do, in words. Nothing was written to it. */
export function storeClosedWords(problem: unknown, directory: string): string {
  if (problem instanceof StoreRefused) return problem.message;
  if (problem instanceof SqliteRefused) {
    return `The store in ${directory} cannot be used safely: ${problem.message} Nothing was changed.`;
  }
  const words = problem instanceof Error ? problem.message : String(problem);
  if (/not a database|malformed|corrupt/i.test(words)) {
    return `The store in ${directory} is damaged (${words}). It was left as it is. Keep a copy of that folder, and ask for help before you start again with an empty one.`;
  }
  if (/readonly|permission|EACCES|unable to open/i.test(words)) {
    return `The store in ${directory} cannot be opened (${words}). See that the folder is there and may be written to, then start Holdfast again.`;
  }
  return `The store in ${directory} cannot be opened: ${words}. Nothing was changed.`;
}
