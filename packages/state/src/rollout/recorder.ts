/** Writes a thread's rollout: in order, off the turn's path, and not before there is something worth keeping. */
import type { GitInfo, RolloutItem, ThreadId } from "@codex-ts/protocol";
import { untilAborted } from "@codex-ts/std";
import { type StateError, toStateError } from "../errors.ts";
import { createAppendFile } from "./append-file.ts";
import { rolloutPath } from "./layout.ts";
import { isPersisted } from "./policy.ts";
import { buildSessionMeta, type ThreadOrigin } from "./session-meta.ts";
import { encodeItem, type StoredItem, stampLine } from "./stored-item.ts";

/** The log of one thread. None of its methods throws or rejects: trouble with the disk must not end a turn. */
export interface RolloutRecorder {
  readonly threadId: ThreadId;
  /** Known from the start, though the file of a new thread appears only with `persist`. */
  readonly path: string;
  /** Takes the items that a rollout keeps, as they are now. Returns at once; after `close` it does nothing. */
  record(items: readonly RolloutItem[]): void;
  /**
   * Makes the file of a new thread: its first line, then all that was recorded before. Call it when the
   * first user message has been recorded. Later calls, and calls on a resumed thread, are `flush`.
   * `signal` limits only the question for the repository's state.
   */
  persist(signal: AbortSignal): Promise<StateError | undefined>;
  /**
   * Resolves when everything recorded so far is in the file, or with what hinders it. Lines that could not
   * be written are kept and tried again by the next `flush`. Writes nothing before `persist`.
   */
  flush(): Promise<StateError | undefined>;
  /** Flushes and lets go of the file. A thread that was never persisted leaves nothing behind. */
  close(): Promise<StateError | undefined>;
}

interface RecorderOptions {
  /** Unix milliseconds. */
  readonly clock: { now(): number };
  /** Told once when writing begins to fail, and again only after it had recovered. Must not throw. */
  readonly onFailure: (failure: StateError) => void;
}

/** How a new thread, plain or forked, is recorded. */
export interface NewRolloutOptions extends RecorderOptions {
  /** The state directory (CODEX_HOME). */
  readonly home: string;
  readonly origin: ThreadOrigin;
  /** Copied verbatim after the first line: a fork's source, its own first line included. Else empty. */
  readonly copied: readonly StoredItem[];
  /** Asked once, by `persist`. Undefined, or a rejection: the first line has no `git`. */
  readonly collectGitInfo: (cwd: string, signal: AbortSignal) => Promise<GitInfo | undefined>;
}

/** How the recording of a stored thread goes on. */
export interface ResumedRolloutOptions extends RecorderOptions {
  readonly threadId: ThreadId;
  /** The existing file; it is appended to and never shortened. */
  readonly path: string;
}

/** Starts recording a new thread: fixes its path, keeps everything in memory until `persist`. */
export function createRolloutRecorder(options: NewRolloutOptions): RolloutRecorder {
  const { origin, clock } = options;
  const createdAt = clock.now();
  const path = rolloutPath(options.home, origin.threadId, createdAt);
  const firstLine = async (signal: AbortSignal): Promise<StoredItem> => {
    const git = await askGitInfo(options, signal);
    return { type: "session_meta", payload: buildSessionMeta(origin, createdAt, git) };
  };
  return startRecorder({ ...options, threadId: origin.threadId, path, firstLine });
}

/** Goes on with a stored thread: no new first line, and the file must exist. Nothing is opened before the first line. */
export function resumeRolloutRecorder(options: ResumedRolloutOptions): RolloutRecorder {
  return startRecorder({ ...options, copied: [], firstLine: undefined });
}

/** The repository's state is a nicety: without it, or without the time for it, the thread is still written. */
async function askGitInfo(options: NewRolloutOptions, signal: AbortSignal): Promise<GitInfo | undefined> {
  try {
    return await untilAborted(options.collectGitInfo(options.origin.cwd, signal), signal);
  } catch {
    return undefined;
  }
}

interface RecorderParts extends RecorderOptions {
  readonly threadId: ThreadId;
  readonly path: string;
  readonly copied: readonly StoredItem[];
  readonly firstLine: ((signal: AbortSignal) => Promise<StoredItem>) | undefined;
}

/** A new thread is `deferred`, then (while git is asked) `starting`, then like a resumed one `open`. */
type Phase = "deferred" | "starting" | "open" | "closed";

function startRecorder(parts: RecorderParts): RolloutRecorder {
  const file = createAppendFile(parts.path, parts.firstLine !== undefined);
  /** Encoded lines without their time, oldest first. */
  let pending: string[] = parts.copied.map(encodeItem);
  let phase: Phase = parts.firstLine ? "deferred" : "open";
  let starting: Promise<unknown> | undefined;
  let writing: Promise<void> | undefined;
  let failure: StateError | undefined;

  /** The one writer. Whatever is recorded during a write goes out with the next, as one batch. */
  const writeAll = async () => {
    // Items recorded in a row, in one go of the event loop, become one write.
    await Promise.resolve();
    try {
      while (pending.length > 0) {
        const now = parts.clock.now();
        const { written, error } = await file.append(pending.map((encoded) => stampLine(encoded, now)));
        pending = pending.slice(written);
        if (error !== undefined) return fail(error);
        failure = undefined;
      }
    } finally {
      // In the same step as the last look at the queue: whatever comes later starts the next write.
      writing = undefined;
    }
  };
  const fail = (error: unknown) => {
    const isNews = failure === undefined;
    failure = toStateError(error, "save the session", parts.path);
    if (isNews) parts.onFailure(failure);
  };
  const startWriting = () => {
    writing ??= writeAll();
    return writing;
  };
  const flush = async () => {
    await starting;
    // What a running write has taken stays pending until it is in the file, so this waits for it too.
    if (phase !== "deferred" && pending.length > 0) await startWriting();
    return failure;
  };

  return {
    threadId: parts.threadId,
    path: parts.path,
    record(items) {
      if (phase === "closed") return;
      for (const item of items) if (isPersisted(item)) pending.push(encodeItem(item));
      // After a failure only `flush` tries again: a full disk is not hammered with every item.
      if (phase === "open" && failure === undefined && pending.length > 0) void startWriting();
    },
    async persist(signal) {
      if (phase === "deferred" && parts.firstLine) {
        phase = "starting";
        starting = parts.firstLine(signal).then((item) => {
          pending.unshift(encodeItem(item));
          if (phase === "starting") phase = "open";
        });
      }
      return flush();
    },
    flush,
    async close() {
      if (phase === "deferred") pending = [];
      await starting;
      if (phase !== "closed") phase = "closed";
      const result = await flush();
      await file.close().catch(fail);
      return result ?? failure;
    },
  };
}
