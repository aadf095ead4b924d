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
  return hasFieldsOf(one as Fields, other as Fields) && hasNoMoreFieldsThan(other as Fields, one as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

function hasFieldsOf(one: Fields, other: Fields): boolean {
  for (const key of Object.keys(one)) {
    const entry = one[key];
    if (entry !== undefined && (isAbsent(other, key) || !isSameJson(entry, other[key]))) return false;
  }
  return true;
}

function hasNoMoreFieldsThan(other: Fields, one: Fields): boolean {
  for (const key of Object.keys(other)) if (!isAbsent(other, key) && isAbsent(one, key)) return false;
  return true;
}

/** Of its own: `constructor` and its like are in every object. */
function isAbsent(value: Fields, key: string): boolean {
  return value[key] === undefined || !Object.hasOwn(value, key);
}
