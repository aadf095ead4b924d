import { type SqliteRefusalCode, SqliteRefused } from "../adapters/sqlite/connection.ts";
import { StoreRefused } from "../store/store-refused.ts";

const folderCheck = "See that the folder is there and may be written to, then start Holdfast again.";

const whatToDo: Partial<Record<SqliteRefusalCode, string>> = {
  "disk-full": "The disk is full: make room on it, then start Holdfast again.",
  "read-only": folderCheck,
  "cannot-open": folderCheck,
  "disk-failing": "The disk answers with errors: save a copy of the folder elsewhere before anything else.",
  damaged: "Its file is damaged. Keep a copy of that folder, and ask for help before you start with an empty one.",
  busy: "Another program has it open: close that, then start Holdfast again.",
};

/** What happened to the store and what to do, in words. Nothing was written to it. */
export function storeClosedWords(problem: unknown, directory: string): string {
  if (problem instanceof StoreRefused) return problem.message;
  if (problem instanceof SqliteRefused) {
    const todo = whatToDo[problem.code];
    if (todo) return `The store in ${directory} cannot be opened (${problem.message}). ${todo} Nothing was changed.`;
    return `The store in ${directory} cannot be used safely: ${problem.message} Nothing was changed.`;
  }
  const words = problem instanceof Error ? problem.message : String(problem);
  if (/not a database|malformed|corrupt/i.test(words)) {
    return `The store in ${directory} is damaged (${words}). It was left as it is. Keep a copy of that folder, and ask for help before you start again with an empty one.`;
  }
  if (/permission|EACCES|EROFS/i.test(words)) {
    return `The store in ${directory} cannot be opened (${words}). ${folderCheck}`;
  }
  return `The store in ${directory} cannot be opened: ${words}. Nothing was changed.`;
}
