/** Settings that a device management puts into the preferences of macOS. */
import { reasonOf } from "@codex-ts/std";
import { failedSource, parseSource, type SourceFile } from "./read-source.ts";

/** The preference domain of the program. */
const DOMAIN = "com.openai.codex";

/** A preference that holds a TOML document in base64. */
export type ManagedPreference = "config_toml_base64" | "requirements_toml_base64";

/** Reads a managed preference; undefined where there is none. The program that knows macOS supplies it. */
export type ReadManagedPreference = (
  key: ManagedPreference,
  signal: AbortSignal,
) => Promise<string | undefined>;

/** What messages call a preference. */
export function preferenceName(key: ManagedPreference): string {
  return `MDM ${DOMAIN}:${key}`;
}

/** Reads and parses a preference; without a reader there is none. A preference that cannot be read is a fault. */
export async function readPreference(
  read: ReadManagedPreference | undefined,
  key: ManagedPreference,
  signal: AbortSignal,
): Promise<SourceFile> {
  if (!read) return { kind: "missing" };
  const name = preferenceName(key);
  let encoded: string | undefined;
  try {
    encoded = await read(key, signal);
  } catch (error) {
    signal.throwIfAborted();
    return failedSource(`cannot read ${name}: ${reasonOf(error)}`);
  }
  if (encoded === undefined || encoded.trim() === "") return { kind: "missing" };
  const text = decode(encoded.trim());
  if (text === undefined) return failedSource(`${name} is not base64 of UTF-8 text`);
  return parseSource({ file: name, text });
}

function decode(encoded: string): string | undefined {
  const compact = encoded.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(compact, "base64"));
  } catch {
    // Bytes that are no text.
    return undefined;
  }
}
