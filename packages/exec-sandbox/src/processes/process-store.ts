/** The live processes of one session. */
import type { ExecHost } from "../host.ts";
import { killSession } from "../spawn/process-tree.ts";
import { MAX_PROCESS_ID, MAX_PROCESSES, MIN_PROCESS_ID, PROTECTED_RECENT_PROCESSES } from "./limits.ts";
import type { ManagedProcess } from "./managed-process.ts";
import type { ProcessRequest } from "./process-request.ts";
import { startManagedProcess } from "./start-managed-process.ts";

/** What the store is made with. */
export interface ProcessStoreOptions {
  readonly host: ExecHost;
  /** A number from 0 (included) to 1 (excluded). */
  readonly random: () => number;
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
  /** Forgets a process whose end was reported; a live one is killed. */
  remove(id: number): Promise<void>;
  /** The held processes, least recently used first. */
  list(): readonly ManagedProcess[];
  readonly size: number;
  /**
   * Kills all (SIGTERM, then SIGKILL after a short grace), those that are just being started included, and
   * waits until they are gone. Also kills what ended processes have left running in the background.
   */
  closeAll(): Promise<void>;
}

/** How long processes get to end by themselves when they are killed, ms. */
const KILL_GRACE_MS = 250;

/** Makes an empty store. */
export function createProcessStore(options: ProcessStoreOptions): ProcessStore {
  const { host, random } = options;
  /** Least recently used first. */
  const processes = new Map<number, ManagedProcess>();
  const reserved = new Set<number>();
  /** Starts under way: closing waits for them, or they would outlive it. */
  const starting = new Set<Promise<unknown>>();

  /** Ids of ended processes that left something running. */
  const leftovers = new Set<number>();

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
    if (process?.pid !== undefined && process.leavesBehind()) leftovers.add(process.pid);
  };

  const start = async (request: ProcessRequest): Promise<ManagedProcess> => {
    const victim = processes.size >= MAX_PROCESSES ? pruningVictim([...processes.values()]) : undefined;
    if (victim) await remove(victim.id);
    const id = reserveId();
    try {
      const process = await startManagedProcess(host, id, request);
      processes.set(id, process);
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
      for (const pid of leftovers) killSession(pid, host.platform);
      leftovers.clear();
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
