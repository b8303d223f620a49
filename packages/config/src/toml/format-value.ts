/** Values as TOML text. */
import { isRawTable, type RawTable, type RawValue } from "./raw-value.ts";

const BARE_KEY = /^[A-Za-z0-9_-]+$/;

/** A key as TOML writes it: bare where that is possible, else in double quotes. */
export function formatKey(name: string): string {
  return BARE_KEY.test(name) ? name : formatString(name);
}

/** A value on one line; tables are inline tables. */
export function formatValue(value: RawValue): string {
  if (typeof value === "string") return formatString(value);
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (isRawTable(value)) return formatInlineTable(value);
  return `[${value.map(formatValue).join(", ")}]`;
}

function formatInlineTable(table: RawTable): string {
  const members = Object.entries(table).map(([key, member]) => `${formatKey(key)} = ${formatValue(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** JSON's escapes are TOML's, but for DEL, which only TOML wants escaped. */
function formatString(text: string): string {
  return JSON.stringify(text.toWellFormed()).replaceAll("\u007f", "\\u007f");
}

function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return Object.is(value, -0) ? "-0.0" : String(value);
}
