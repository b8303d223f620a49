import type { KeyPath } from "../toml/key-path.ts";
import { isRawTable, type RawTable, type RawValue } from "../toml/raw-value.ts";

/** Lays `upper` over `lower`: tables merge key by key, anything else is replaced whole. */
export function mergeTables(lower: RawTable, upper: RawTable): RawTable {
  // Most layers are empty or alone, and a table is never changed once it is there.
  if (isEmpty(upper)) return lower;
  if (isEmpty(lower)) return upper;
  // Built through entries, so that a key such as `__proto__` stays an ordinary key.
  const merged = new Map<string, RawValue>(Object.entries(lower));
  for (const [key, value] of Object.entries(upper)) {
    const below = merged.get(key);
    merged.set(key, isRawTable(below) && isRawTable(value) ? mergeTables(below, value) : value);
  }
  return Object.fromEntries(merged);
}

function isEmpty(table: RawTable): boolean {
  for (const _ in table) return false;
  return true;
}

/** The value at a path, or undefined. */
export function valueAt(table: RawTable, path: KeyPath): RawValue | undefined {
  let value: RawValue | undefined = table;
  for (const segment of path) {
    if (typeof segment === "number") value = Array.isArray(value) ? value[segment] : undefined;
    else value = isRawTable(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
  }
  return value;
}
