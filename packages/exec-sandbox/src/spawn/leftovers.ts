/** What commands leave running in the background when they end, until its time has come too. */
import { hasErrorCode } from "@codex-ts/std/node";
import { countStarts, type ProcessEntry, readProcesses, startsWithoutReuse } from "./process-list.ts";
import { createProcessTree } from "./process-tree.ts";

/** Remembers the sessions of ended commands that still have members. */
export interface Leftovers {
  /**
   * To be called when the leader of a session has ended: remembers it if it leaves anything in its group. Costs
   * one system call if it does not.
   */
  note(leader: number): void;
  /** Whether anything that this leader has left behind is remembered. */
  has(leader: number): boolean;
  /** Kills what this leader has left behind, as far as that is certain to be still what was left; waits 100 ms at most. */
  end(leader: number): Promise<void>;
  /** Kills all that is remembered. */
  endAll(): Promise<void>;
}

/** A session without its leader, as the last look has found it. */
export interface Remains {
  /** Number to start time. */
  readonly members: ReadonlyMap<number, string>;
  /** How many processes the system had started before that look; undefined where it does not say. */
  readonly starts: number | undefined;
}

/**
 * An empty memory. The number of a session is not given away while it has members, but it can be once they are
 * gone: on Linux a session is killed only when one of the members that were seen still lives, or when too few
 * processes have been started since for any number to have come round. Elsewhere nobody tells, and the group is
 * killed unless a process has its number.
 */
export function createLeftovers(platform: NodeJS.Platform): Leftovers {
  const sessions = new Map<number, Remains>();

  /** Looks at all that is remembered and at a new leader, and forgets what has gone. False: nothing can be seen. */
  const look = (newLeader: number | undefined): boolean => {
    const starts = countStarts();
    const limit = startsWithoutReuse();
    const entries = readProcesses();
    if (newLeader !== undefined) sessions.set(newLeader, { members: new Map(), starts });
    if (!entries) return false;
    for (const [leader, remains] of sessions) {
      const living = membersOf(leader, entries);
      if (living.length === 0 || !(leader === newLeader || isStillOurs(remains, living, starts, limit))) {
        sessions.delete(leader);
        continue;
      }
      sessions.set(leader, { members: new Map(living.map((entry) => [entry.pid, entry.startedAt])), starts });
    }
    return true;
  };

  const canTell = () => platform !== "linux" || look(undefined);

  const kill = async (leader: number): Promise<void> => {
    const remains = sessions.get(leader);
    sessions.delete(leader);
    if (!remains || isAlive(leader)) return;
    await createProcessTree(leader, platform, remains.members).kill();
  };

  return {
    note(leader) {
      if (platform === "win32" || !isAlive(-leader)) return;
      if (platform === "linux") look(leader);
      else sessions.set(leader, { members: new Map(), starts: undefined });
    },
    has: (leader) => sessions.has(leader),
    async end(leader) {
      if (canTell()) await kill(leader);
    },
    async endAll() {
      if (sessions.size > 0 && canTell()) await Promise.all([...sessions.keys()].map(kill));
    },
  };
}

/** The members of a session whose leader is gone; none when the number names a new process. */
function membersOf(leader: number, entries: readonly ProcessEntry[]): readonly ProcessEntry[] {
  if (entries.some(({ pid }) => pid === leader)) return [];
  return entries.filter(({ session }) => session === leader);
}

/**
 * Whether a session with the same number is the same session. `starts`: how many processes the system has
 * started by now; `limit`: after so many a number may have come round.
 */
export function isStillOurs(
  remains: Remains,
  living: readonly Pick<ProcessEntry, "pid" | "startedAt">[],
  starts: number | undefined,
  limit: number,
): boolean {
  if (living.some(({ pid, startedAt }) => remains.members.get(pid) === startedAt)) return true;
  return starts !== undefined && remains.starts !== undefined && starts - remains.starts < limit;
}

/** Whether a process, or with a negative number a group, has members; those of other users and zombies count. */
function isAlive(target: number): boolean {
  try {
    process.kill(target, 0);
    return true;
  } catch (error) {
    return hasErrorCode(error, "EPERM");
  }
}
