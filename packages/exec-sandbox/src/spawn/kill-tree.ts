/** Ends a process and all that it started. */
import { readdirSync, readFileSync } from "node:fs";

/** A killed process needs a moment to go, and may have started another one just before. */
const KILL_ROUNDS = 20;
const KILL_ROUND_MS = 5;

/** A process as `/proc` shows it. */
interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
}

/**
 * Sends a signal to the process group of `pid`, and on Linux to its descendants and the members of its
 * session that have left the group (background jobs of an interactive shell, `setsid` children). Quietly
 * does nothing for what is already gone. `pid` must lead a group of its own.
 */
export function signalTree(pid: number, signal: NodeJS.Signals, platform: NodeJS.Platform): void {
  const others = platform === "linux" ? relatives(pid) : [];
  if (platform === "win32") send(pid, signal);
  else send(-pid, signal);
  for (const other of others) send(other, signal);
}

/**
 * Kills the process `pid` and all that it started, until nothing of it is left to kill. What has cut every
 * tie (a daemon that forked twice into a session of its own) is out of reach.
 */
export async function killTree(pid: number, platform: NodeJS.Platform): Promise<void> {
  for (let round = 0; round < KILL_ROUNDS; round += 1) {
    signalTree(pid, "SIGKILL", platform);
    if (platform !== "linux" || relatives(pid).length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, KILL_ROUND_MS));
  }
}

/**
 * Kills what a process that has ended left behind in its session (on Linux; elsewhere in its group). The
 * system does not give the number away again as long as the session has members.
 */
export function killSession(pid: number, platform: NodeJS.Platform): void {
  if (platform === "win32") return;
  if (platform !== "linux") {
    send(-pid, "SIGKILL");
    return;
  }
  const entries = readProcesses();
  if (entries.some((entry) => entry.pid === pid)) return; // A new process by that number: not ours.
  for (const entry of entries) if (entry.session === pid) send(entry.pid, "SIGKILL");
}

/** True while some process of the group, the session or the descendants lives. */
export function isTreeAlive(pid: number, platform: NodeJS.Platform): boolean {
  if (platform === "linux" && relatives(pid).length > 0) return true;
  return send(platform === "win32" ? pid : -pid, 0);
}

/** False when there is nothing to signal any more. */
function send(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(target, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    if ((error as NodeJS.ErrnoException).code === "EPERM") return true; // Alive under another user's name.
    throw error;
  }
}

/** Descendants and session members, without `pid` itself and without zombies. */
function relatives(pid: number): number[] {
  const entries = readProcesses();
  const family = new Set([pid]);
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    for (const entry of entries) {
      if (family.has(entry.pid) || !(family.has(entry.parent) || entry.session === pid)) continue;
      family.add(entry.pid);
      isGrowing = true;
    }
  }
  family.delete(pid);
  return [...family];
}

function readProcesses(): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^[0-9]+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "latin1");
      // The name in parentheses may hold anything; fields are counted from the last parenthesis.
      const [state, parent, , session] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (state !== "Z")
        entries.push({ pid: Number(name), parent: Number(parent), session: Number(session) });
    } catch {
      // The process ended while the list was read.
    }
  }
  return entries;
}
