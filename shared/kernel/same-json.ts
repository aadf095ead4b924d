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
  return hasFieldsOf(one, other) && Object.keys(other).every((key) => isAbsent(other, key) || !isAbsent(one, key));
}

function hasFieldsOf(one: object, other: object): boolean {
  return Object.entries(one).every(
    ([key, entry]) =>
      entry === undefined || (!isAbsent(other, key) && isSameJson(entry, (other as Record<string, unknown>)[key])),
  );
}

/** Of its own: `constructor` and its like are in every object. */
function isAbsent(value: object, key: string): boolean {
  return !Object.hasOwn(value, key) || (value as Record<string, unknown>)[key] === undefined;
}
