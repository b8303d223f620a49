/** The only file that knows the TOML library. */
import { parse, TomlError } from "smol-toml";
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
    return {
      ok: false,
      message: firstLine.replace(LIBRARY_PREFIX, ""),
      line: error.line,
      column: error.column,
    };
  }
}
