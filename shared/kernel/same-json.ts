/** Whether two values are the same as JSON, in whatever order their fields stand; a field that is undefined is not there. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    // What is no number in JSON is null there.
    return JSON.stringify(one) === JSON.stringify(other);
  }
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((entry, place) => isSameJson(entry ?? null, other[place] ?? null));
  }
  return hasSameFields(one as Fields, other as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

function hasSameFields(one: Fields, other: Fields): boolean {
  let more = 0;
  for (const key of Object.keys(one)) {
    const entry = one[key];
    if (entry === undefined) continue;
    if (isAbsent(other, key) || !isSameJson(entry, other[key])) return false;
    more += 1;
  }
  // The other has all of these, so it has none beside them where it has as many.
  for (const key of Object.keys(other)) if (other[key] !== undefined) more -= 1;
  return more === 0;
}

/** Of its own: `constructor` and its like are in every object. */
function isAbsent(value: Fields, key: string): boolean {
  return value[key] === undefined || !Object.hasOwn(value, key);
}
