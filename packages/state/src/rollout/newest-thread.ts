/** Chooses the thread that `resume --last` means. */
import type { SessionSource } from "@codex-ts/protocol";
import type { ThreadSummary } from "./head.ts";
import { listThreads } from "./list-threads.ts";

/** What the thread must have in common with the one to be started. */
export interface NewestThreadOptions {
  readonly home: string;
  readonly provider: string;
  readonly defaultProvider: string;
  /** Undefined: of any directory. */
  readonly cwd: string | undefined;
  /** Undefined: of any source. */
  readonly matchesSource: ((source: SessionSource) => boolean) | undefined;
}

/** The live thread that was written to last; undefined when there is none. */
export async function newestThread(
  options: NewestThreadOptions,
  signal: AbortSignal,
): Promise<ThreadSummary | undefined> {
  const { home, provider, defaultProvider, cwd, matchesSource } = options;
  const { threads } = await listThreads(
    {
      home,
      archived: false,
      filters: { matchesSource, providers: [provider], defaultProvider, cwd },
      sortKey: "updated_at",
      limit: 1,
      cursor: undefined,
    },
    signal,
  );
  return threads[0];
}
