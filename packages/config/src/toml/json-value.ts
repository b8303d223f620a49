/** Values of requests as TOML values, and back. */
import { isRawTable, type RawTable, type RawValue } from "./raw-value.ts";

/** A JSON value as TOML has it; undefined when a null stands anywhere in it, since TOML has none. */
export function rawFromJson(value: unknown): RawValue | undefined {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return value;
  if (Array.isArray(value)) {
    const list = value.map(rawFromJson);
    return list.includes(undefined) ? undefined : (list as RawValue[]);
  }
  if (typeof value !== "object" || value === null) return undefined;
  const members = Object.entries(value).map(([key, member]) => [key, rawFromJson(member)] as const);
  if (members.some(([, member]) => member === undefined)) return undefined;
  return Object.fromEntries(members) as RawTable;
}

/** A TOML value as JSON has it: numbers that JSON lacks as null, big integers rounded. */
export function jsonFromRaw(value: RawValue): unknown {
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) {
    const list: readonly RawValue[] = value;
    return list.map(jsonFromRaw);
  }
  if (!isRawTable(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, jsonFromRaw(member)]));
}
