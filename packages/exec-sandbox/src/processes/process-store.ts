/** The live processes of one session. */
import { sleep } from "@codex-ts/std";
import type { ExecHost } from "../host.ts";
import type { Leftovers } from "../spawn/leftovers.ts";
import { MAX_PROCESS_ID, MAX_PROCESSES, MIN_PROCESS_ID, PROTECTED_RECENT_PROCESSES } from "./limits.ts";
import type { ManagedProcess } from "./managed-process.ts";
import type { ProcessRequest } from "./process-request.ts";
import { startManagedProcess } from "./start-managed-process.ts";

/** What the store is made with. */
export interface ProcessStoreOptions {
  readonly host: ExecHost;
  /** A number from 0 (included) to 1 (excluded). */
  readonly random: () => number;
  /** Keeps what processes have left behind until they are removed. */
  readonly leftovers: Leftovers;
}

/** Owns processes from start to end. */
export interface ProcessStore {
  /**
   * Starts a process. When 64 are held, one is killed first: the least recently used that has ended, else
   * the least recently used, never one of the 8 most recently used.
   */
  start(request: ProcessRequest): Promise<ManagedProcess>;
  /** Finds a process and counts as use of it. */
  get(id: number): ManagedProcess | undefined;
  /**
   * Forgets a process whose end was reported, and ends what it has left in the background; a live one is
   * killed.
   */
  remove(id: number): Promise<void>;
  /** The held processes, least recently used first. */
  list(): readonly ManagedProcess[];
  readonly size: number;
  /**
   * Kills all (SIGTERM, then SIGKILL after a short grace), those that are just being started included, and
   * waits until they are gone. What ended processes have left in the background is killed as well.
   */
  closeAll(): Promise<void>;
}

/** How long processes get to end by themselves when they are killed, ms. */
const KILL_GRACE_MS = 250;
/** What comes after a pipe of the command, such as `> >(gzip)`, gets as long to be done as in 0.99.0, ms. */
const LEFTOVER_GRACE_MS = 50;

/** Makes an empty store. */
export function createProcessStore(options: ProcessStoreOptions): ProcessStore {
  const { host, random, leftovers } = options;
  /** Least recently used first. */
  const processes = new Map<number, ManagedProcess>();
  const reserved = new Set<number>();
  /** Starts under way: closing waits for them, or they would outlive it. */
  const starting = new Set<Promise<unknown>>();

  const reserveId = (): number => {
    for (;;) {
      const id = MIN_PROCESS_ID + Math.floor(random() * (MAX_PROCESS_ID - MIN_PROCESS_ID + 1));
      if (reserved.has(id)) continue;
      reserved.add(id);
      return id;
    }
  };
  const remove = async (id: number): Promise<void> => {
    const process = processes.get(id);
    processes.delete(id);
    reserved.delete(id);
    await process?.kill(KILL_GRACE_MS);
    if (process?.pid === undefined || !leftovers.has(process.pid)) return;
    await sleep(LEFTOVER_GRACE_MS, new AbortController().signal);
    await leftovers.end(process.pid);
  };

  const start = async (request: ProcessRequest): Promise<ManagedProcess> => {
    const victim = processes.size >= MAX_PROCESSES ? pruningVictim([...processes.values()]) : undefined;
    if (victim) await remove(victim.id);
    const id = reserveId();
    try {
      const process = await startManagedProcess(host, id, request);
      processes.set(id, process);
      const { pid } = process;
      if (pid !== undefined) void process.ended.then(() => leftovers.note(pid));
      return process;
    } catch (error) {
      reserved.delete(id);
      throw error;
    }
  };

  return {
    start(request) {
      const started = start(request);
      const settled = started.catch(() => undefined).finally(() => starting.delete(settled));
      starting.add(settled);
      return started;
    },
    get(id) {
      const process = processes.get(id);
      if (!process) return undefined;
      processes.delete(id);
      processes.set(id, process);
      return process;
    },
    remove,
    list: () => [...processes.values()],
    get size() {
      return processes.size;
    },
    async closeAll() {
      await Promise.all(starting);
      await Promise.all([...processes.keys()].map(remove));
    },
  };
}

/** Which of the processes, least recently used first, makes room for a new one. */
export function pruningVictim<Process extends Pick<ManagedProcess, "end">>(
  leastRecentFirst: readonly Process[],
): Process | undefined {
  const candidates = leastRecentFirst.slice(0, -PROTECTED_RECENT_PROCESSES);
  return candidates.find((process) => process.end !== undefined) ?? candidates[0];
}
