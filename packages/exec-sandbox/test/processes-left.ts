/** What a test must not leave behind. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** A living process whose command line holds `marker`, as `pid command`; zombies count as dead. */
export function livingWith(marker: string): string[] {
  const found: string[] = [];
  for (const pid of pids()) {
    const command = readOr(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();
    if (command.includes(marker) && Number(pid) !== process.pid && stateOf(pid) !== "Z")
      found.push(`${pid} ${command}`);
  }
  return found;
}

/** Children of this process that have ended and were not waited for. */
export function zombieChildren(): string[] {
  return pids().filter((pid) => stateOf(pid) === "Z" && parentOf(pid) === process.pid);
}

/** Open pipes, terminals and launchers of this process. */
export function openChannels(): string[] {
  return readdirSync("/proc/self/fd")
    .map((fd) => linkOr(`/proc/self/fd/${fd}`))
    .filter((target) => /^pipe:|ptmx|deleted/.test(target))
    .sort();
}

/** Waits until a condition holds; gives up after ten seconds. */
export async function eventually(isTrue: () => boolean): Promise<boolean> {
  for (const start = performance.now(); performance.now() - start < 10_000; ) {
    if (isTrue()) return true;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return false;
}

function pids(): string[] {
  return readdirSync("/proc").filter((name) => /^[0-9]+$/.test(name));
}

function statFields(pid: string): string[] {
  const stat = readOr(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

const stateOf = (pid: string) => statFields(pid)[0];
const parentOf = (pid: string) => Number(statFields(pid)[1]);

function readOr(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}

function linkOr(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
}
