/** Builds out/ when a source is newer than the last build. Rejects with the builder's words when it does not build. */
export function buildIfStale(): Promise<void>;
