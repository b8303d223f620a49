/** Starts a process as a plan says: the only place of this package that does, but for terminals. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { sandboxEnvironment } from "../env/sandbox-environment.ts";
import type { ExecHost } from "../host.ts";
import type { SandboxPlan } from "../sandbox/plan.ts";
import { endOfChild, type SpawnEnd } from "./child-end.ts";
import { type Invocation, planInvocation } from "./invocation.ts";
import type { OsPipe } from "./pipe-supply.ts";
import type { ReportGuard } from "./report-guard.ts";

/** What to start. */
export interface SpawnRequest {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly plan: SandboxPlan;
  /** Merged: one pipe for both, so that the order of writing is kept. */
  readonly output: "separate" | "merged";
}

/** A started process with standard input at `/dev/null` and a session of its own. */
export interface SpawnedProcess {
  /** Undefined when it could not be started at all. */
  readonly pid: number | undefined;
  readonly stdout: Readable;
  /** Undefined when the outputs are merged, which Windows cannot do. */
  readonly stderr: Readable | undefined;
  /** Never rejects. */
  readonly ended: Promise<SpawnEnd>;
  /** Tells the launcher's reports from output; it watches standard error, or the merged output. */
  readonly guard: ReportGuard;
}

/** Starts a process. Throws only for mistakes of the caller. */
export async function spawnProcess(host: ExecHost, request: SpawnRequest): Promise<SpawnedProcess> {
  const invocation = planInvocation(host, request);
  const pipes = await host.pipes.take(request.output === "merged" ? 1 : 2);
  return pipes
    ? spawnOnPipes(invocation, request, pipes)
    : spawnOnSockets(invocation, request, host.platform);
}

function spawnOnPipes(
  invocation: Invocation,
  request: SpawnRequest,
  pipes: readonly OsPipe[],
): SpawnedProcess {
  const [out, separate] = pipes;
  if (!out) throw new Error("no pipe was given");
  const err = separate ?? out;
  const child = start(invocation, request, [out.writeFd, err.writeFd]);
  for (const pipe of pipes) closeSync(pipe.writeFd); // The child has its own: this end would keep the pipe open.
  return {
    pid: child.pid,
    stdout: new Socket({ fd: out.readFd, readable: true, writable: false }),
    stderr: separate && new Socket({ fd: separate.readFd, readable: true, writable: false }),
    ended: endOfChild(child, request),
    guard: invocation.guard,
  };
}

function spawnOnSockets(
  invocation: Invocation,
  request: SpawnRequest,
  platform: NodeJS.Platform,
): SpawnedProcess {
  const child = start(invocation, request, ["pipe", "pipe"]);
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error("a child process without its pipes");
  return {
    pid: child.pid,
    stdout,
    stderr: request.output === "merged" && platform !== "win32" ? undefined : stderr,
    ended: endOfChild(child, request),
    guard: invocation.guard,
  };
}

function start(
  invocation: Invocation,
  request: SpawnRequest,
  outputs: readonly [number | "pipe", number | "pipe"],
): ChildProcess {
  return spawn(invocation.file, [...invocation.args], {
    argv0: invocation.argv0,
    cwd: invocation.cwd,
    env: sandboxEnvironment(request.env, request.plan),
    stdio: ["ignore", ...outputs],
    detached: invocation.ownsSession, // setsid: a session and a process group of its own
    windowsHide: true,
  });
}
