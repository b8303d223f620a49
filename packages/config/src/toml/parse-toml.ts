/** The only file that knows the TOML library. */
import { parse, TomlError } from "smol-toml";
import { describeFault } from "./describe-fault.ts";
import type { RawTable } from "./raw-value.ts";

/** A document's table, or the first fault in it; line and column count from 1. */
export type TomlResult =
  | { readonly ok: true; readonly table: RawTable }
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number };

const LIBRARY_PREFIX = "Invalid TOML document: ";

/** Parses a TOML document. Integers beyond 2^53 come as bigint. */
export function parseToml(text: string): TomlResult {
  try {
    return { ok: true, table: parse(text, { integersAsBigInt: "asNeeded" }) as RawTable };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [firstLine = ""] = error.message.split("\n");
    const fault = firstLine.replace(LIBRARY_PREFIX, "");
    return { ok: false, ...locateFault(text, describeFault(text, fault, error.line, error.column), error) };
  }
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
