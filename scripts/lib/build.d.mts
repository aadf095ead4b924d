/** Builds out/ from the sources. Rejects with the builder's own words when they do not build. */
export function build(): Promise<void>;

/** The same, only when a source is newer than the last build. */
export function buildIfStale(): Promise<void>;
