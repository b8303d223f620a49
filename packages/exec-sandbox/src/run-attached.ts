/** Runs a command on the input and outputs of this process: the engine of `codex sandbox`. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { sandboxEnvironment } from "./env/sandbox-environment.ts";
import type { ExecHost } from "./host.ts";
import type { SandboxPlan } from "./sandbox/plan.ts";
import { endOfChild, requestFailure, spawnFailure } from "./spawn/child-end.ts";
import { planInvocation } from "./spawn/invocation.ts";
import { OPEN_GUARD } from "./spawn/report-guard.ts";
import type { StartFailure } from "./spawn/start-failure.ts";

/** One command to run in the foreground. */
export interface AttachedRequest {
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** From `selectSandbox`. */
  readonly plan: SandboxPlan;
}

/** How it ended; `exitCode` is 128 + n when a signal ended it. */
export type AttachedOutcome =
  | { readonly kind: "exited"; readonly exitCode: number; readonly signal: string | undefined }
  | { readonly kind: "not_started"; readonly failure: StartFailure };

/**
 * Runs a command to its end. It stays in this process's session and group, so keys of the terminal reach
 * both. An abort sends it SIGTERM; the promise settles when it has ended.
 */
export async function runAttached(
  host: ExecHost,
  request: AttachedRequest,
  signal: AbortSignal,
): Promise<AttachedOutcome> {
  signal.throwIfAborted();
  const refusal = requestFailure(request);
  if (refusal) return { kind: "not_started", failure: refusal };
  const invocation = await planInvocation(host, { ...request, output: "attached" });
  let child: ChildProcess;
  try {
    child = spawn(invocation.file, [...invocation.args], {
      argv0: invocation.argv0,
      cwd: invocation.cwd,
      env: sandboxEnvironment(request.env, request.plan),
      // A command without a launcher would hand the pipe on to whatever it starts.
      stdio: ["inherit", "inherit", "inherit", ...(invocation.guard === OPEN_GUARD ? [] : ["pipe" as const])],
    });
  } catch (error) {
    return { kind: "not_started", failure: spawnFailure(error, request) };
  }
  const onAbort = () => child.kill("SIGTERM");
  signal.addEventListener("abort", onAbort, { once: true });
  const reported = readReport(child.stdio[3], invocation.guard.pass);
  const end = await endOfChild(child, request);
  signal.removeEventListener("abort", onAbort);
  if (end.kind === "failed") return { kind: "not_started", failure: end.failure };
  await reported;
  const verdict = invocation.guard.finish(end.exitCode);
  return "failure" in verdict ? { kind: "not_started", failure: verdict.failure } : end;
}

/** The launcher closes its pipe when it becomes the command, so this ends early in a good case. */
function readReport(pipe: unknown, pass: (bytes: Buffer) => unknown): Promise<void> {
  const stream = pipe as Readable | null | undefined;
  if (!stream) return Promise.resolve();
  stream.on("data", pass);
  return new Promise((resolve) => {
    stream.once("close", resolve);
    stream.once("error", () => resolve());
  });
}
