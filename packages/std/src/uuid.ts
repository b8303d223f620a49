/** Where ids get their time and chance from, so that tests can fix both. */
export interface IdSource {
  /** Unix time in milliseconds. */
  now(): number;
  /** Cryptographically random bytes. */
  randomBytes(count: number): Uint8Array;
}

function format(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A UUID of version 7 (RFC 9562): 48 bits of Unix milliseconds, then chance; sorts by time. */
export function uuidV7(source: IdSource): string {
  const bytes = Uint8Array.from(source.randomBytes(16));
  const now = source.now();
  for (let index = 0; index < 6; index += 1) bytes[index] = Math.floor(now / 256 ** (5 - index)) % 256;
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return format(bytes);
}

/** A random UUID (version 4, RFC 9562). */
export function uuidV4(source: Pick<IdSource, "randomBytes">): string {
  const bytes = Uint8Array.from(source.randomBytes(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return format(bytes);
}
