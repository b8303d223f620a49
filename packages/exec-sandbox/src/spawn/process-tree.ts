/** Ends a process and all that it started. */
import { type ProcessEntry, readProcesses } from "./process-list.ts";

/** A process that leads a session (and group) of its own, with everything below it. */
export interface ProcessTree {
  /** Sends a signal that asks for an end to every process of the tree. */
  terminate(signal: "SIGTERM" | "SIGHUP"): void;
  /** Kills the tree and waits until none of it is left, but no longer than 100 ms. */
  kill(): Promise<void>;
}

/** A killed process needs a moment to go. */
const KILL_ROUNDS = 20;
const KILL_ROUND_MS = 5;
const MOST_LOOKS = 50;

/**
 * The tree below `pid`. On Linux it finds descendants that have left the group, such as jobs of an
 * interactive shell and `setsid` children: they are stopped before anything is ended, since children of a
 * dead parent cannot be told from others. What cut every tie earlier (a daemon that forked twice into a
 * session of its own) is out of reach. Elsewhere, and where `/proc` cannot be read (no descriptor left), the
 * tree is the process group. `seen`: members that an earlier look has found.
 */
export function createProcessTree(
  pid: number,
  platform: NodeJS.Platform,
  seen: ReadonlyMap<number, string> = new Map(),
): ProcessTree {
  if (platform !== "linux") return createProcessGroup(platform === "win32" ? pid : -pid);
  /** All that was ever seen of the tree: number to start time. */
  const known = new Map(seen);

  /** Stops the whole tree. Where nobody can tell what belongs to it: the group, and what was seen of it before. */
  const freeze = (): { readonly members: readonly number[]; readonly areAll: boolean } => {
    send(-pid, "SIGSTOP");
    for (let look = 1; ; look += 1) {
      const entries = readProcesses();
      if (!entries) return { members: [-pid, ...known.keys()], areAll: false };
      const living = membersOf(pid, known, entries);
      const fresh = living.filter((entry) => known.get(entry.pid) !== entry.startedAt);
      for (const entry of fresh) {
        known.set(entry.pid, entry.startedAt);
        send(entry.pid, "SIGSTOP");
      }
      // A stopped tree does not grow: once a look shows nothing new, all of it is known. Processes of
      // another user cannot be stopped, and could go on growing.
      if (fresh.length === 0 || look === MOST_LOOKS) {
        return { members: living.map((entry) => entry.pid), areAll: true };
      }
    }
  };

  return {
    terminate(signal) {
      const { members } = freeze();
      for (const member of members) send(member, signal);
      for (const member of members) send(member, "SIGCONT");
    },
    async kill() {
      for (let round = 0; round < KILL_ROUNDS; round += 1) {
        const { members, areAll } = freeze();
        for (const member of members) send(member, "SIGKILL");
        if (members.length === 0 || !areAll) return;
        await new Promise((resolve) => setTimeout(resolve, KILL_ROUND_MS));
      }
    },
  };
}

function createProcessGroup(target: number): ProcessTree {
  return {
    terminate: (signal) => send(target, signal),
    kill: async () => send(target, "SIGKILL"),
  };
}

/** Quietly does nothing for what is already gone, or lives under another user's name. */
function send(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}

/** The leader, its descendants, the members of its session, and what is known with its descendants. */
function membersOf(
  leader: number,
  known: ReadonlyMap<number, string>,
  entries: readonly ProcessEntry[],
): ProcessEntry[] {
  const members = new Map<number, ProcessEntry>();
  for (const entry of entries) {
    const isKnown = known.get(entry.pid) === entry.startedAt;
    if (isKnown || entry.pid === leader || entry.session === leader) members.set(entry.pid, entry);
  }
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    for (const entry of entries) {
      if (members.has(entry.pid) || !members.has(entry.parent)) continue;
      members.set(entry.pid, entry);
      isGrowing = true;
    }
  }
  return [...members.values()];
}
