/** Any value of a TOML document. Dates and times stay as the parser gives them. */
export type RawValue = string | number | bigint | boolean | Date | readonly RawValue[] | RawTable;

/** A TOML table. */
export interface RawTable {
  readonly [key: string]: RawValue;
}

/** True for a table, not for lists and dates. */
export function isRawTable(value: unknown): value is RawTable {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
