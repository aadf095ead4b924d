/** A bin as people call it: by its name alone at their own site, with its site elsewhere. */
export function binText(bin: string, site: string): string {
  return site === "" ? bin : `${bin} at ${site}`;
}
