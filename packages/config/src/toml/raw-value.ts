/** Any value of a TOML document. Dates and times are text. */
export type RawValue = string | number | bigint | boolean | readonly RawValue[] | RawTable;

/** A TOML table. */
export interface RawTable {
  readonly [key: string]: RawValue;
}

/** True for a table, not for lists. */
export function isRawTable(value: unknown): value is RawTable {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
