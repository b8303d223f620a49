/** The live processes of one session. */
import type { ExecHost } from "../host.ts";
import type { SandboxPlan } from "../sandbox/plan.ts";
import type { ManagedProcess } from "./managed-process.ts";

/** A process to start. */
export interface ProcessRequest {
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** From `selectSandbox`. */
  readonly plan: SandboxPlan;
  /** True for a terminal of 24 rows and 80 columns, false for pipes without standard input. */
  readonly tty: boolean;
}

/** What the store is made with. */
export interface ProcessStoreOptions {
  readonly host: ExecHost;
  /** A number from 0 (included) to 1 (excluded). */
  readonly random: () => number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
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
  /** Kills all (SIGTERM, then SIGKILL after a short grace) and waits until they are gone. */
  closeAll(): Promise<void>;
}

/** Makes an empty store. */
export function createProcessStore(_options: ProcessStoreOptions): ProcessStore {
  throw new Error("not there yet");
}
