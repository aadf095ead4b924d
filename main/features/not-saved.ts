/** What a write that failed says to a person: nothing was saved, and what stands in the way. */
export function notSavedWords(problem: unknown): string {
  const words = problem instanceof Error ? problem.message : String(problem);
  if (isDiskFull(problem)) return "The disk is full.";
  if (/readonly|read-only/i.test(words)) return "The disk lets nothing be written.";
  if (/I\/O|SQLITE_IOERR/i.test(words)) return "The disk does not answer as it should.";
  if (/malformed|corrupt|not a database/i.test(words)) return "The file of the store is damaged.";
  return words;
}

export function isDiskFull(problem: unknown): boolean {
  return problem instanceof Error && /disk is full|ENOSPC|SQLITE_FULL/i.test(problem.message);
}
