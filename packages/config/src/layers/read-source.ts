import { readFileSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { ConfigProblem } from "../diagnostics.ts";
import { readFailure } from "../read-failure.ts";
import { parseToml } from "../toml/parse-toml.ts";
import type { RawTable } from "../toml/raw-value.ts";
import { placeOfPosition, type SourceText } from "../toml/source-text.ts";

/** A settings file: not there, in order, or unusable. */
export type SourceFile =
  | { readonly kind: "missing" }
  | { readonly kind: "read"; readonly table: RawTable; readonly text: SourceText }
  | { readonly kind: "failed"; readonly problem: ConfigProblem };

/**
 * Reads and parses one TOML file. A user may have put a pipe in its place, which is waited for; `pipes` says where
 * nobody shall wait.
 */
export async function readSource(
  file: string,
  signal: AbortSignal,
  pipes: "wait" | "refuse" = "wait",
): Promise<SourceFile> {
  let bytes: Uint8Array;
  try {
    // An ordinary file is read at once, since the way through the thread pool costs more.
    const status = statSync(file);
    if (pipes === "refuse" && !status.isFile() && !status.isDirectory()) {
      return failedSource(`${file} is not a regular file`, file);
    }
    bytes = status.isFile() ? readFileSync(file) : await readFile(file, { signal });
  } catch (error) {
    signal.throwIfAborted();
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return { kind: "missing" };
    return failedSource(readFailure(file, code ?? String(error)), file);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return failedSource(`${file} is not valid UTF-8; save it as UTF-8`, file);
  }
  return parseSource({ file, text });
}

/** Parses a TOML text that is there already; `source.file` is what messages call it. */
export function parseSource(source: SourceText): SourceFile {
  const parsed = parseToml(source.text);
  if (parsed.ok) return { kind: "read", table: parsed.table, text: source };
  const place = placeOfPosition(source, parsed.line, parsed.column);
  const problem: ConfigProblem = {
    code: "invalid-toml",
    message: parsed.message,
    keyPath: undefined,
    place,
    flag: undefined,
  };
  return { kind: "failed", problem };
}

/** A source that cannot be read at all; `file` where it is one. */
export function failedSource(message: string, file?: string): SourceFile {
  const problem: ConfigProblem = {
    code: "unreadable-file",
    message,
    keyPath: undefined,
    place: undefined,
    flag: undefined,
    ...(file === undefined ? {} : { file }),
  };
  return { kind: "failed", problem };
}
