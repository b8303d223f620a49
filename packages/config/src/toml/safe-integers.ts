import { isRawTable, type RawTable, type RawValue } from "./raw-value.ts";

/**
 * A table with numbers that can be counted with: integers beyond 2^53 become the largest or least one that
 * every reader of JSON takes. The same object where there is none.
 */
export function withSafeIntegers(table: RawTable): RawTable {
  const safe = toSafe(table);
  return isRawTable(safe) ? safe : table;
}

function toSafe(value: RawValue): RawValue {
  if (typeof value === "bigint") return value > 0 ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
  if (!hasBigInt(value)) return value;
  if (Array.isArray(value)) return value.map(toSafe);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toSafe(member)]));
}

function hasBigInt(value: RawValue): boolean {
  if (typeof value === "bigint") return true;
  return typeof value === "object" && Object.values(value).some(hasBigInt);
}
