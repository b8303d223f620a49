/** The list in force, and its twin on disk. */
import type { Clock } from "../model-client.ts";
import { BUNDLED_MODELS } from "./bundled-models.ts";
import { type CatalogueModel, mergeModels } from "./catalogue-model.ts";
import { isFreshCache, type ModelsCache, readModelsCache, writeModelsCache } from "./models-cache.ts";

/** Holds what the server said last; begins with nothing but the bundled models. */
export interface CachedModels {
  /** The models in force. */
  list(): readonly CatalogueModel[];
  /** True when the server has said something, here or in the file. */
  isKnown(): boolean;
  isFresh(): boolean;
  /** Takes the file's list, a fresh one only unless an old one is welcome. */
  load(canBeStale: boolean, signal: AbortSignal): Promise<void>;
  /** Takes a list that has just come, and writes the file. */
  accept(fetched: Pick<ModelsCache, "etag" | "models">): void;
  /** True when the list carries this mark; it is then as fresh as one that has just come. */
  renew(etag: string): boolean;
  /** Resolves when the file is written. */
  written(): Promise<void>;
}

/** A time younger than this many milliseconds is not worth writing the file again. */
const RENEWAL_STEP_MS = 10_000;

/** Reads and writes nothing by itself. */
export function createCachedModels(
  cacheFile: string,
  version: string,
  clock: Pick<Clock, "now">,
): CachedModels {
  let list: readonly CatalogueModel[] = BUNDLED_MODELS;
  let known: ModelsCache | undefined;
  let writing: Promise<void> = Promise.resolve();

  const isFresh = () => known !== undefined && isFreshCache(known, version, clock.now());

  function take(cache: ModelsCache): void {
    known = cache;
    list = mergeModels(BUNDLED_MODELS, cache.models);
  }

  /** A disk that takes no file costs a request at the next start, and nothing else. */
  function store(cache: ModelsCache): void {
    writing = writing.then(() => writeModelsCache(cacheFile, cache)).catch(() => undefined);
  }

  return {
    list: () => list,
    isKnown: () => known !== undefined,
    isFresh,
    async load(canBeStale, signal) {
      if (known !== undefined && (canBeStale || isFresh())) return;
      const cache = await readModelsCache(cacheFile, signal);
      if (cache && (canBeStale || isFreshCache(cache, version, clock.now()))) take(cache);
    },
    accept({ etag, models }) {
      const cache = { fetchedAtMs: clock.now(), etag, clientVersion: version, models };
      take(cache);
      store(cache);
    },
    renew(etag) {
      if (known?.etag !== etag) return false;
      if (!isFresh() || clock.now() - known.fetchedAtMs >= RENEWAL_STEP_MS) {
        known = { ...known, fetchedAtMs: clock.now(), clientVersion: version };
        store(known);
      }
      return true;
    },
    written: () => writing,
  };
}
