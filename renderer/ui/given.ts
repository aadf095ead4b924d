/** The same properties with those that are `undefined` left out, for libraries that tell "absent" from "undefined". */
export type Given<Properties> = { [Name in keyof Properties]?: Exclude<Properties[Name], undefined> };

export function given<Properties extends object>(properties: Properties): Given<Properties> {
  // The entries that are left are the input's own; only `undefined` values are gone.
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as Given<Properties>;
}
