/** Who holds a lock, and whether that process still runs. */
import { randomUUID } from "node:crypto";
import { readFile, readlink } from "node:fs/promises";
import { kill } from "node:process";
import { hasErrorCode } from "./error-code.ts";

/** Tells this process from earlier ones with the same id: in a container they often have. */
const RUN = randomUUID();

/** Who asks for a lock. */
export interface LockOwner {
  readonly pid: number;
  /** Names the machine: a process id says nothing about another one. */
  readonly hostname: string;
}

/** What a lock file says of whoever holds it. */
export interface LockHolder {
  /** Unique for every lock that was ever asked for. */
  readonly id: unknown;
  readonly run: unknown;
  readonly pid: unknown;
  /** Where `pid` means something: the machine, and its process namespace where there are such. */
  readonly place: unknown;
}

/** The holder that this process becomes for `owner`. */
export async function createHolder({ pid, hostname }: LockOwner) {
  // Containers may share a machine's name, but never its process namespace at the same time.
  const space = await readlink("/proc/self/ns/pid").catch(() => "");
  return { id: randomUUID(), run: RUN, pid, place: `${hostname} ${space}` } satisfies LockHolder;
}

/** True for a holder that cannot be running any more; of another machine's nobody can tell. */
export function isGone(holder: LockHolder | undefined, asker: LockHolder): boolean {
  if (holder === undefined || holder.place !== asker.place || typeof holder.pid !== "number") return false;
  return holder.pid === asker.pid ? holder.run !== asker.run : !isAlive(holder.pid);
}

/** Signal 0 only asks. A process of another user counts as alive. */
function isAlive(owner: number): boolean {
  try {
    kill(owner, 0);
    return true;
  } catch (error) {
    return !hasErrorCode(error, "ESRCH");
  }
}

/** Undefined where there is no lock, or none that says so: then its age alone counts. */
export async function readHolder(file: string): Promise<LockHolder | undefined> {
  try {
    const { id, run, pid: owner, place } = Object(JSON.parse(await readFile(file, "utf8")));
    return { id, run, pid: owner, place };
  } catch {
    // Gone meanwhile, or not ours to read or understand.
    return undefined;
  }
}
