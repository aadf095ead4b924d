/**
 * UUIDv7 (RFC 9562) from a given time and 10 random bytes: ids sort by the time they were made, and the core stays free
 * of clock and chance.
 */
export function uuidV7(milliseconds: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError("A UUIDv7 needs 10 random bytes");
  const bytes = new Uint8Array(16);
  for (let index = 5, rest = milliseconds; index >= 0; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  return stamp(bytes, 0x70);
}

/**
 * UUIDv8 from a digest: the same source record gives the same id on every station, so two stations that import one file
 * while apart name the same order.
 */
export function uuidFromDigest(digest: Uint8Array): string {
  if (digest.length < 16) throw new RangeError("A digest of at least 16 bytes is needed");
  return stamp(digest.slice(0, 16), 0x80);
}

function stamp(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | version;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
