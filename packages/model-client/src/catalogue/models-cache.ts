/** `models_cache.json` in the home: the server's last list, shared by all programs of the user. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type ModelInfo, parseJsonObject } from "@codex-ts/protocol";
import { isSpecialFile, replaceFile } from "@codex-ts/std/node";

/** What the file holds. */
export interface ModelsCache {
  /** Unix milliseconds; on disk an RFC 3339 time. */
  readonly fetchedAtMs: number;
  readonly etag: string | null;
  /** The version of the program that asked; the server's list depends on it. */
  readonly clientVersion: string | null;
  readonly models: readonly ModelInfo[];
}

/** How long a list counts as fresh, in milliseconds (Codex 0.99.0). */
const MODELS_TTL_MS = 300_000;

/** True for a list that this version fetched not long ago; one from the future counts as stale. */
export function isFreshCache(
  cache: Pick<ModelsCache, "fetchedAtMs" | "clientVersion">,
  version: string,
  nowMs: number,
): boolean {
  const age = nowMs - cache.fetchedAtMs;
  return cache.clientVersion === version && age >= 0 && age <= MODELS_TTL_MS;
}

/** Reads the file; undefined when it is not there, cannot be read, or is no cache. */
export async function readModelsCache(file: string, signal: AbortSignal): Promise<ModelsCache | undefined> {
  let text: string;
  try {
    // Only a list that is missing may cost nothing: a pipe would make everybody wait.
    if (await isSpecialFile(file)) return undefined;
    text = await readFile(file, { encoding: "utf8", signal });
  } catch {
    signal.throwIfAborted();
    // Most homes have none; one that cannot be read is replaced by the next list.
    return undefined;
  }
  const { parseModels } = await import("../on-demand.ts");
  const value = parseJsonObject(text);
  if (!value) return undefined;
  const fetchedAtMs = Date.parse(String(value["fetched_at"]));
  const models = parseModels(value["models"]);
  if (Number.isNaN(fetchedAtMs) || models === undefined) return undefined;
  return {
    fetchedAtMs,
    etag: textOrNull(value["etag"]),
    clientVersion: textOrNull(value["client_version"]),
    models,
  };
}

/** Replaces the file as a whole, so that readers never see half of it. Throws Node's error. */
export async function writeModelsCache(file: string, cache: ModelsCache): Promise<void> {
  const content = {
    fetched_at: new Date(cache.fetchedAtMs).toISOString(),
    etag: cache.etag,
    client_version: cache.clientVersion,
    models: cache.models,
  };
  const text = JSON.stringify(content, undefined, 2);
  await replaceFile(file, text, { mode: 0o600, keepsMode: false, suffix: randomUUID() });
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
