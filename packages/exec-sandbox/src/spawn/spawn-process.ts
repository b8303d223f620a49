/** Starts a process as a plan says: the only place of this package that does, but for terminals. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { Socket } from "node:net";
import { Readable } from "node:stream";
import { sandboxEnvironment } from "../env/sandbox-environment.ts";
import type { ExecHost } from "../host.ts";
import type { SandboxPlan } from "../sandbox/plan.ts";
import { endOfChild, requestFailure, type SpawnEnd, spawnFailure } from "./child-end.ts";
import { type Invocation, planInvocation } from "./invocation.ts";
import { closePipes, type OsPipe } from "./pipe-supply.ts";
import { OPEN_GUARD, type ReportGuard } from "./report-guard.ts";
import type { StartFailure } from "./start-failure.ts";

/** What to start. */
export interface SpawnRequest {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly plan: SandboxPlan;
  /** What the process reads from its standard input; undefined gives it `/dev/null`. */
  readonly stdin?: string | undefined;
  /** Merged: one pipe for both, so that the order of writing is kept. */
  readonly output: "separate" | "merged";
}

/** A started process with a session of its own. */
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

/**
 * Starts a process. What the machine or the request makes impossible is told by `ended`; only
 * `ExecSandboxError`s are thrown.
 */
export async function spawnProcess(host: ExecHost, request: SpawnRequest): Promise<SpawnedProcess> {
  const refusal = requestFailure(request);
  if (refusal) return neverStarted(refusal);
  const invocation = await planInvocation(host, request);
  const pipes = await host.pipes.take(request.output === "merged" ? 1 : 2);
  try {
    return pipes
      ? spawnOnPipes(invocation, request, pipes)
      : spawnOnSockets(invocation, request, host.platform);
  } catch (error) {
    return neverStarted(spawnFailure(error, request));
  }
}

function spawnOnPipes(
  invocation: Invocation,
  request: SpawnRequest,
  pipes: readonly OsPipe[],
): SpawnedProcess {
  const [out, separate] = pipes;
  if (!out) throw new Error("no pipe was given");
  const err = separate ?? out;
  let child: ChildProcess;
  try {
    child = start(invocation, request, [out.writeFd, err.writeFd]);
  } catch (error) {
    closePipes(pipes);
    throw error;
  }
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
  const isMerged = request.output === "merged" && platform !== "win32";
  if (isMerged) child.stderr?.resume(); // Nothing comes, but its end has to be read.
  return {
    pid: child.pid,
    // Node makes no streams when it has no descriptors left; the end tells the reason.
    stdout: child.stdout ?? Readable.from([]),
    stderr: isMerged ? undefined : (child.stderr ?? Readable.from([])),
    ended: endOfChild(child, request),
    guard: invocation.guard,
  };
}

function neverStarted(failure: StartFailure): SpawnedProcess {
  return {
    pid: undefined,
    stdout: Readable.from([]),
    stderr: undefined,
    ended: Promise.resolve({ kind: "failed", failure }),
    guard: OPEN_GUARD,
  };
}

function start(
  invocation: Invocation,
  request: SpawnRequest,
  outputs: readonly [number | "pipe", number | "pipe"],
): ChildProcess {
  const child = spawn(invocation.file, [...invocation.args], {
    argv0: invocation.argv0,
    cwd: invocation.cwd,
    env: sandboxEnvironment(request.env, request.plan),
    stdio: [request.stdin === undefined ? "ignore" : "pipe", ...outputs],
    detached: invocation.ownsSession, // setsid: a session and a process group of its own
    windowsHide: true,
  });
  // A process may end without reading all; that is its right, and its exit code tells the rest.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(request.stdin);
  return child;
}
