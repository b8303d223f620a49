/** Compares versions of servers. */

/**
 * True when `text` is a version (x.y.z with what follows a hyphen) that comes before `minimum`; a release
 * candidate comes before its release. False for text that is no version.
 */
export function isOlderVersion(text: string, minimum: readonly [number, number, number]): boolean {
  const [, major, minor, patch, candidate] = /^v?(\d+)\.(\d+)\.(\d+)(-[\w.-]+)?/.exec(text.trim()) ?? [];
  if (major === undefined) return false;
  const parts = [Number(major), Number(minor), Number(patch)];
  for (const [index, least] of minimum.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part < least;
  }
  return candidate !== undefined;
}
