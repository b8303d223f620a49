import { readdir, readFile, readlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sleep } from "@codex-ts/std";
import { TestSupportError } from "./errors.ts";
import { tempDirPrefix } from "./temp-dir.ts";

/** Compares what is alive now with what was alive when the guard was made. */
export interface LeakGuard {
  /**
   * Throws when a process, an open handle or a temporary folder is still there that was not there before.
   * What is about to end gets `graceMs` milliseconds.
   */
  check(graceMs?: number): Promise<void>;
}

/** What the guard looks at besides our own children, handles and folders. */
export interface LeakGuardOptions {
  /** A process also counts when it works below one of these folders or has one in its environment, whoever its parent is. */
  readonly roots?: readonly string[];
}

/** Kinds of handles that a test may not leave open. Timers are not among them: the test runner has its own. */
const HANDLE_KINDS = new Set([
  "FSEventWrap",
  "PipeWrap",
  "ProcessWrap",
  "StatWatcher",
  "TCPServerWrap",
  "TCPSocketWrap",
  "TTYWrap",
  "UDPWrap",
]);
const POLL_MS = 20;

/** Remembers what is alive, so that `check` can name what was added. Processes are seen on Linux only. */
export async function leakGuard(options: LeakGuardOptions = {}): Promise<LeakGuard> {
  const roots = options.roots ?? [];
  const before = await survey(roots);
  return {
    async check(graceMs = 2_000) {
      let leaks = added(before, await survey(roots));
      for (let waited = 0; leaks.length > 0 && waited < graceMs; waited += POLL_MS) {
        await sleep(POLL_MS, new AbortController().signal);
        leaks = added(before, await survey(roots));
      }
      if (leaks.length > 0) throw new TestSupportError("leak", `left behind: ${leaks.join("; ")}`);
    },
  };
}

/** How many there are of each thing, by a text that names it. */
type Census = ReadonlyMap<string, number>;

async function survey(roots: readonly string[]): Promise<Census> {
  const handles = process.getActiveResourcesInfo().filter((kind) => HANDLE_KINDS.has(kind));
  const dirs = (await readdir(tmpdir())).filter((name) => name.startsWith(tempDirPrefix()));
  const names = [
    ...handles.map((kind) => `handle ${kind}`),
    ...dirs.map((name) => `folder ${path.join(tmpdir(), name)}`),
    ...(await ownProcesses(roots)),
  ];
  const census = new Map<string, number>();
  for (const name of names) census.set(name, (census.get(name) ?? 0) + 1);
  return census;
}

function added(before: Census, now: Census): readonly string[] {
  return [...now].filter(([name, count]) => count > (before.get(name) ?? 0)).map(([name]) => name);
}

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly title: string;
}

async function ownProcesses(roots: readonly string[]): Promise<readonly string[]> {
  if (process.platform !== "linux") return [];
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const entries = (await Promise.all(pids.map(readEntry))).filter((entry) => entry !== undefined);
  const family = new Set([process.pid]);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const entry of entries) if (family.has(entry.parent)) family.add(entry.pid);
  }
  family.delete(process.pid);
  const mine = await Promise.all(
    entries.map(async (entry) => family.has(entry.pid) || (await touches(entry.pid, roots))),
  );
  return entries
    .filter((entry, index) => mine[index] === true && entry.pid !== process.pid)
    .map((entry) => `process ${entry.pid} (${entry.title})`);
}

/** Reads a process's parent from /proc; undefined when it is gone or only waits to be reaped. */
async function readEntry(pid: number): Promise<ProcessEntry | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // The name stands in parentheses and may hold any character, so the fields are counted from its end.
  const end = line?.lastIndexOf(")") ?? -1;
  if (line === undefined || end < 0) return undefined;
  const [state, parent] = line.slice(end + 2).split(" ");
  if (state === "Z" || state === "X") return undefined;
  return { pid, parent: Number(parent), title: line.slice(line.indexOf("(") + 1, end) };
}

async function touches(pid: number, roots: readonly string[]): Promise<boolean> {
  if (roots.length === 0) return false;
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => "");
  const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
  return roots.some((root) => cwd === root || cwd.startsWith(`${root}/`) || environment.includes(root));
}
