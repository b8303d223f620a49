/** Runs one command to its end and keeps what it wrote: the engine of the one-shot shell tools. */
import type { Readable } from "node:stream";
import { createDeferred, LONGEST_TIMER_MS } from "@codex-ts/std";
import type { ExecHost } from "./host.ts";
import type { SandboxPlan } from "./sandbox/plan.ts";
import { aggregateOutput, type CappedCapture, createCappedCapture } from "./spawn/capped-capture.ts";
import type { SpawnEnd } from "./spawn/child-end.ts";
import { createDeltaSplitter } from "./spawn/delta-splitter.ts";
import type { Leftovers } from "./spawn/leftovers.ts";
import { outputText } from "./spawn/output-text.ts";
import { createProcessTree } from "./spawn/process-tree.ts";
import { type SpawnedProcess, spawnProcess } from "./spawn/spawn-process.ts";
import type { StartFailure } from "./spawn/start-failure.ts";

/** A piece of output as it arrives: at most 8 KiB, cut between characters where the text is UTF-8. */
export interface OutputDelta {
  readonly stream: "stdout" | "stderr";
  readonly bytes: Uint8Array;
}

/** One command to run. */
export interface CommandRequest {
  /** Program and arguments; a program without a slash is looked up in `env.PATH`. */
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** The whole environment; the plan adds its own announcements. */
  readonly env: Readonly<Record<string, string>>;
  /** From `selectSandbox`. */
  readonly plan: SandboxPlan;
  /** What the command reads from its standard input; undefined gives it `/dev/null`. */
  readonly stdin?: string | undefined;
  /** Milliseconds until the process group is killed; 0 or less means at once. */
  readonly timeoutMs: number;
  /** Called for every piece of output, in the order of each stream, at most 10 000 times per stream. */
  readonly onDelta: (delta: OutputDelta) => void;
  /** Told of what the command leaves in the background; without it that lives on unwatched. */
  readonly leftovers?: Leftovers | undefined;
}

/** What a command left behind. */
export interface FinishedCommand {
  readonly kind: "finished";
  /** How it ended: by itself, killed at its time limit, or killed because the signal was aborted. */
  readonly end: "exited" | "timed_out" | "aborted";
  /** Exit status; 124 after a time-out, 128 + n when a signal ended it. */
  readonly exitCode: number;
  /** The signal that ended it, such as `SIGKILL`. */
  readonly signal: string | undefined;
  /** Decoded text, the first 1 MiB of bytes of each stream. */
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output, then standard error, at most 1 MiB together: stderr gets up to two thirds. */
  readonly aggregated: string;
  readonly durationMs: number;
}

/** The command never began to run. */
export interface NotStartedCommand {
  readonly kind: "not_started";
  readonly failure: StartFailure;
  readonly durationMs: number;
}

/** The end of a one-shot command. */
export type CommandOutcome = FinishedCommand | NotStartedCommand;

/** The time limit of the shell tools where the model names none. */
export const DEFAULT_COMMAND_TIMEOUT_MS = 10_000;

/** Exit status of a command that was killed at its time limit, as `timeout(1)` has it. */
const TIMED_OUT_STATUS = 124;
/** Bytes kept of each output, and of both together. */
const CAPTURE_BYTES = 1024 * 1024;
const DELTA_LIMITS = { maxBytes: 8_192, maxPieces: 10_000 };
/** How long output may keep coming after the end of the process, when something else holds the pipe. */
const DRAIN_MS = 2_000;
/** How long a killed process may take to end. */
const KILL_LIMIT_MS = 2_000;
const KILLED: SpawnEnd = { kind: "exited", exitCode: 137, signal: "SIGKILL" };

/**
 * Runs a command to its end. At the time limit, or when `signal` is aborted, the whole process tree is
 * killed; what was read until then is kept. Rejects only when `signal` was aborted before the start, and for
 * `ExecSandboxError`s.
 */
export async function runCommand(
  host: ExecHost,
  request: CommandRequest,
  signal: AbortSignal,
): Promise<CommandOutcome> {
  signal.throwIfAborted();
  const startedAt = host.now();
  const child = await spawnProcess(host, { ...request, output: "separate" });
  const stdout = createCappedCapture(CAPTURE_BYTES);
  const stderr = createCappedCapture(CAPTURE_BYTES);
  const readers = [
    readOutput(child.stdout, "stdout", { capture: stdout, onDelta: request.onDelta }),
    ...(child.stderr
      ? [
          readOutput(child.stderr, "stderr", {
            capture: stderr,
            onDelta: request.onDelta,
            guard: child.guard,
          }),
        ]
      : []),
  ];

  const { end, cause } = await untilEnd(host, child, { timeoutMs: request.timeoutMs, signal });
  if (child.pid !== undefined) request.leftovers?.note(child.pid);
  await drained(readers);
  const durationMs = host.now() - startedAt;
  if (end.kind === "failed") return { kind: "not_started", failure: end.failure, durationMs };
  const verdict = child.guard.finish(end.exitCode);
  if ("failure" in verdict) return { kind: "not_started", failure: verdict.failure, durationMs };
  for (const reader of readers) reader.finish(verdict.rest);
  return {
    kind: "finished",
    end: cause,
    exitCode: cause === "timed_out" ? TIMED_OUT_STATUS : end.exitCode,
    signal: end.signal,
    stdout: outputText(stdout.bytes()),
    stderr: outputText(stderr.bytes()),
    aggregated: outputText(aggregateOutput(stdout.bytes(), stderr.bytes(), CAPTURE_BYTES)),
    durationMs,
  };
}

interface OutputReader {
  /** Settles when the stream is at its end. */
  readonly ended: Promise<void>;
  readonly stream: Readable;
  /** Takes the bytes that the guard held back, if it guarded this stream, and gives out the last delta. */
  finish(rest: Buffer): void;
}

interface ReaderTargets {
  readonly capture: CappedCapture;
  readonly onDelta: CommandRequest["onDelta"];
  readonly guard?: SpawnedProcess["guard"];
}

function readOutput(stream: Readable, name: OutputDelta["stream"], targets: ReaderTargets): OutputReader {
  const splitter = createDeltaSplitter(DELTA_LIMITS, (bytes) => targets.onDelta({ stream: name, bytes }));
  const take = (bytes: Buffer) => {
    targets.capture.push(bytes);
    splitter.push(bytes);
  };
  stream.on("data", (bytes: Buffer) => take(targets.guard ? targets.guard.pass(bytes) : bytes));
  return {
    stream,
    ended: new Promise((resolve) => {
      stream.once("close", resolve);
      stream.once("error", () => resolve()); // A broken pipe is the end of the output.
    }),
    finish(rest) {
      if (targets.guard) take(rest);
      splitter.flush();
    },
  };
}

interface Limits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Waits for the process, killing it when its time is over or nobody wants it any more. */
async function untilEnd(
  host: ExecHost,
  child: SpawnedProcess,
  { timeoutMs, signal }: Limits,
): Promise<{ readonly end: SpawnEnd; readonly cause: FinishedCommand["end"] }> {
  let cause: FinishedCommand["end"] = "exited";
  let stuckTimer: NodeJS.Timeout | undefined;
  let killing: Promise<void> | undefined;
  const stuck = createDeferred<SpawnEnd>();
  const kill = (why: "timed_out" | "aborted") => {
    if (killing || child.pid === undefined) return;
    cause = why;
    killing = createProcessTree(child.pid, host.platform).kill();
    // A process of another user (sudo) cannot be killed; it must not keep us either.
    stuckTimer = setTimeout(() => stuck.resolve(KILLED), KILL_LIMIT_MS);
  };
  const onAbort = () => kill("aborted");
  const timer = setTimeout(() => kill("timed_out"), Math.min(Math.max(0, timeoutMs), LONGEST_TIMER_MS));
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  const end = await Promise.race([child.ended, stuck.promise]);
  clearTimeout(timer);
  clearTimeout(stuckTimer);
  signal.removeEventListener("abort", onAbort);
  await killing;
  return { end, cause };
}

/** Waits until all output is read, or for as long as anything but the process may hold the pipe. */
async function drained(readers: readonly OutputReader[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, DRAIN_MS);
  });
  await Promise.race([Promise.all(readers.map((reader) => reader.ended)), tooLong]);
  clearTimeout(timer);
  for (const reader of readers) reader.stream.destroy();
}
