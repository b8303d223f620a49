/** The only file that knows the TOML library. */
import { parse, TomlDate, TomlError, type TomlTable, type TomlValue } from "smol-toml";
import { describeFault } from "./describe-fault.ts";
import type { RawTable } from "./raw-value.ts";

/** A document's table, or the first fault in it; line and column count from 1. */
export type TomlResult =
  | { readonly ok: true; readonly table: RawTable }
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number };

const LIBRARY_PREFIX = "Invalid TOML document: ";
/** Codex CLI 0.99.0 reads no deeper; whatever walks through settings can rely on it. */
const MOST_LEVELS = 80;

/**
 * Parses a TOML document. Integers beyond 2^53 come as bigint; dates and times as text, so that they can stand
 * wherever text can. Tables and lists inside each other have a limit.
 */
export function parseToml(text: string): TomlResult {
  try {
    const table = parse(text, { integersAsBigInt: "asNeeded", maxDepth: MOST_LEVELS });
    if (settle(table, 0)) return { ok: true, table: table as RawTable };
    const message = `more than ${MOST_LEVELS} tables stand inside each other`;
    return { ok: false, message, line: lineOfDeepKey(text), column: 1 };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [firstLine = ""] = error.message.split("\n");
    const fault = firstLine.replace(LIBRARY_PREFIX, "");
    return { ok: false, ...locateFault(text, describeFault(text, fault, error.line, error.column), error) };
  }
}

/** Turns dates into text, in place; false when tables and lists are nested too deeply. */
function settle(value: TomlTable | TomlValue[], level: number): boolean {
  if (level > MOST_LEVELS) return false;
  for (const [key, member] of Object.entries(value)) {
    if (typeof member !== "object") continue;
    if (!(member instanceof TomlDate)) {
      if (!settle(member as TomlTable | TomlValue[], level + 1)) return false;
      continue;
    }
    // Assigned by definition, since the key may be `__proto__`.
    Object.defineProperty(value, key, { value: dateText(member), ...PLAIN });
  }
  return true;
}

const PLAIN = { writable: true, enumerable: true, configurable: true };

/** In the form of RFC 3339, without zeros at the end of the seconds. */
function dateText(date: TomlDate): string {
  return date.toISOString().replace(/\.(\d*?)0+(?!\d)/, (_, rest: string) => (rest === "" ? "" : `.${rest}`));
}

/** Values have a limit of their own, so that the most levels come from the longest key. */
function lineOfDeepKey(text: string): number {
  const dots = text.split("\n").map((line) => line.split(".").length);
  return dots.indexOf(dots.reduce((most, count) => Math.max(most, count), 0)) + 1;
}

/** The library counts UTF-16 units, and points behind the text where something is missing at its end. */
function locateFault(
  text: string,
  message: string,
  at: { readonly line: number; readonly column: number },
): { readonly message: string; readonly line: number; readonly column: number } {
  const lines = text.split("\n");
  const current = lines[at.line - 1] ?? "";
  const rest = [current.slice(at.column - 1), ...lines.slice(at.line)].join("");
  if (rest.trim() !== "") {
    return { message, line: at.line, column: Array.from(current.slice(0, at.column - 1)).length + 1 };
  }
  const written = text.trimEnd().split("\n");
  return {
    message: `${message} (the file ends here)`,
    line: written.length,
    column: Array.from(written.at(-1) ?? "").length + 1,
  };
}
