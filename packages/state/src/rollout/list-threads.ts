/** Pages of stored threads, newest first. */
import { realpath, stat } from "node:fs/promises";
import type { SessionSource } from "@codex-ts/protocol";
import { compareCursors, formatCursor, type ThreadCursor } from "./cursor.ts";
import { readHead, type ThreadSummary, wholeSeconds } from "./head.ts";
import { type RolloutFile, walkRollouts } from "./walk.ts";

/** Files looked into (or, sorted by update, asked for their time) per call. */
const SCAN_CAP = 10_000;
/** Files open at once. */
const PARALLEL = 16;

/** `created_at` is the time in the file's name, `updated_at` the file's last change. */
export type ThreadSortKey = "created_at" | "updated_at";

/** Which threads are wanted. */
export interface ThreadFilters {
  /** Undefined accepts every source. */
  readonly matchesSource: ((source: SessionSource) => boolean) | undefined;
  /** Model providers; empty accepts all. */
  readonly providers: readonly string[];
  /** The provider of threads that name none. */
  readonly defaultProvider: string;
  /** Only threads of this directory, links resolved; undefined accepts all. */
  readonly cwd: string | undefined;
}

/** What to list. */
export interface ListThreadsOptions {
  readonly home: string;
  readonly archived: boolean;
  readonly filters: ThreadFilters;
  readonly sortKey: ThreadSortKey;
  /** At least 1. */
  readonly limit: number;
  /** From `parseCursor`; the page begins after it. */
  readonly cursor: ThreadCursor | undefined;
}

/** One page. */
export interface ThreadPage {
  readonly threads: readonly ThreadSummary[];
  /** Where to go on; null at the end. */
  readonly nextCursor: string | null;
  /** How many files were looked into. */
  readonly scanned: number;
  /** True when the scan ended early: `nextCursor` then goes on behind it, even after an empty page. */
  readonly reachedScanCap: boolean;
}

/** Lists threads. A file that cannot be read is left out; an unreadable folder throws a `StateError`. */
export async function listThreads(options: ListThreadsOptions, signal: AbortSignal): Promise<ThreadPage> {
  const accepts = await createFilter(options.filters);
  const batches = options.sortKey === "created_at" ? byCreation(options, signal) : byUpdate(options, signal);
  const threads: ThreadSummary[] = [];
  let last: ThreadCursor | undefined;
  let scanned = 0;
  for await (const batch of batches) {
    const heads = await Promise.all(batch.map((candidate) => readHead(candidate.path)));
    signal.throwIfAborted();
    for (const [index, candidate] of batch.entries()) {
      const head = heads[index];
      if (head && (await accepts(head))) {
        // One more than asked for: there is a next page, and it begins after the last one taken.
        if (threads.length === options.limit) return page(threads, last, scanned, false);
        threads.push(head);
        last = candidate.position;
      }
      scanned += 1;
      if (scanned === SCAN_CAP) return page(threads, candidate.position, scanned, true);
    }
  }
  return page(threads, undefined, scanned, false);
}

function page(
  threads: readonly ThreadSummary[],
  next: ThreadCursor | undefined,
  scanned: number,
  reachedScanCap: boolean,
): ThreadPage {
  return { threads, nextCursor: next ? formatCursor(next) : null, scanned, reachedScanCap };
}

/** A file with its place in the order asked for. */
interface Candidate {
  readonly path: string;
  readonly position: ThreadCursor;
}

async function* byCreation(options: ListThreadsOptions, signal: AbortSignal): AsyncGenerator<Candidate[]> {
  for await (const files of walkRollouts(options.home, options.archived, signal)) {
    const candidates = files.map((file) => candidate(file, file.nameTime));
    yield* inBatches(candidates.filter((each) => isAfter(each, options.cursor)));
  }
}

async function* byUpdate(options: ListThreadsOptions, signal: AbortSignal): AsyncGenerator<Candidate[]> {
  const files: RolloutFile[] = [];
  for await (const batch of walkRollouts(options.home, options.archived, signal)) {
    files.push(...batch);
    if (files.length >= SCAN_CAP) break;
  }
  const candidates: Candidate[] = [];
  for (const batch of inBatches(files.slice(0, SCAN_CAP))) {
    const times = await Promise.all(batch.map((file) => lastChange(file.path)));
    for (const [index, file] of batch.entries()) {
      const time = times[index];
      if (time !== undefined) candidates.push(candidate(file, time));
    }
  }
  candidates.sort((left, right) => compareCursors(left.position, right.position));
  yield* inBatches(candidates.filter((each) => isAfter(each, options.cursor)));
}

function candidate(file: RolloutFile, time: number): Candidate {
  return { path: file.path, position: { time, threadId: file.threadId } };
}

function isAfter(each: Candidate, cursor: ThreadCursor | undefined): boolean {
  return cursor === undefined || compareCursors(cursor, each.position) < 0;
}

function* inBatches<Value>(values: readonly Value[]): Generator<Value[]> {
  for (let start = 0; start < values.length; start += PARALLEL) yield values.slice(start, start + PARALLEL);
}

async function lastChange(path: string): Promise<number | undefined> {
  try {
    return wholeSeconds((await stat(path)).mtimeMs);
  } catch {
    return undefined;
  }
}

async function createFilter(filters: ThreadFilters): Promise<(thread: ThreadSummary) => Promise<boolean>> {
  const resolved = new Map<string, Promise<string>>();
  const resolve = (directory: string) => {
    const known = resolved.get(directory) ?? realpath(directory).catch(() => directory);
    resolved.set(directory, known);
    return known;
  };
  return async (thread) => {
    if (filters.matchesSource && !filters.matchesSource(thread.source)) return false;
    const provider = thread.modelProvider ?? filters.defaultProvider;
    if (filters.providers.length > 0 && !filters.providers.includes(provider)) return false;
    return filters.cwd === undefined || (await resolve(filters.cwd)) === (await resolve(thread.cwd));
  };
}
