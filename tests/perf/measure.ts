/** What one run of a program costs. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";

/** Cost of one run. */
export interface Cost {
  readonly wallMs: number;
  /** User and system time of the program and of all that it waited for. */
  readonly cpuMs: number;
  /** Highest resident memory of the largest process, in MiB; 0 where there is no /proc or the run was too short. */
  readonly peakMib: number;
}

const POLL_MS = 4;

/** Runs a program once. Throws when its status is not 0. */
export async function measure(
  argv: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Cost> {
  // The shell's own clock has the CPU time of a waited child in milliseconds; Node does not tell it.
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>/dev/null';
  const child = spawn("bash", ["-c", script, "bench", ...argv], {
    ...options,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const text: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => text.push(chunk));
  let peakKib = 0;
  const timer = setInterval(() => {
    peakKib = Math.max(peakKib, peakOfFamily(child.pid ?? 0));
  }, POLL_MS);
  const [code] = (await once(child, "close")) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`${argv.join(" ")} ended with status ${code}`);
  const [wall = 0, user = 0, system = 0] = Buffer.concat(text).toString().trim().split(" ").map(Number);
  return { wallMs: wall * 1_000, cpuMs: (user + system) * 1_000, peakMib: peakKib / 1_024 };
}

/** High-water mark in KiB of the largest descendant; the shell around them is far below any of ours. */
function peakOfFamily(pid: number): number {
  let peak = 0;
  for (const child of childrenOf(pid)) {
    const mark = /VmHWM:\s+(\d+)/.exec(readOr(`/proc/${child}/status`))?.[1];
    peak = Math.max(peak, Number(mark ?? 0), peakOfFamily(child));
  }
  return peak;
}

function childrenOf(pid: number): readonly number[] {
  const threads = listOr(`/proc/${pid}/task`);
  return threads.flatMap((thread) =>
    readOr(`/proc/${pid}/task/${thread}/children`).split(" ").filter(Boolean).map(Number),
  );
}

/** A process can be gone at any moment; then there is nothing to read. */
function readOr(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function listOr(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}
