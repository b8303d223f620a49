/** What is really executed to run a command under a plan. */
import { randomBytes } from "node:crypto";
import { ExecSandboxError } from "../errors.ts";
import type { ExecHost } from "../host.ts";
import { launchProgram } from "../launcher/launch-program.ts";
import type { LinuxPlan, SandboxPlan, UnconfinedPlan } from "../sandbox/plan.ts";
import { seatbeltArgv } from "../sandbox/seatbelt-profile.ts";
import { createReportGuard, OPEN_GUARD, type ReportGuard } from "./report-guard.ts";

/** A command to invoke. */
export interface InvocationRequest {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly plan: SandboxPlan;
  /**
   * `separate`: two pipes; `merged`: one for both; `terminal`: a terminal of its own; `attached`: what this
   * process has, and a pipe as descriptor 3 for the launcher's report.
   */
  readonly output: "separate" | "merged" | "terminal" | "attached";
}

/** Program, arguments and surroundings for the call that starts a process. */
export interface Invocation {
  readonly file: string;
  readonly argv0: string;
  readonly args: readonly string[];
  /** Undefined where the launcher enters the folder itself, from inside of the sandbox. */
  readonly cwd: string | undefined;
  /** False where it stays in this one; on Windows, which has none, it would mean a console window. */
  readonly ownsSession: boolean;
  readonly guard: ReportGuard;
}

/** Linux takes no argument longer than this, closing zero byte included (`MAX_ARG_STRLEN`). */
const MAX_ARGUMENT_BYTES = 131_072;
const MARK_RANDOM_BYTES = 8;

/** Turns a plan and a command into what to execute. */
export function planInvocation(host: ExecHost, request: InvocationRequest): Invocation {
  const { plan } = request;
  switch (plan.kind) {
    case "linux":
      return launched(host, request, plan);
    case "seatbelt":
      return direct(host, request, seatbeltArgv(plan, request.argv));
    case "unconfined":
      return host.launcher ? launched(host, request, plan) : direct(host, request, request.argv);
  }
}

/** Where there is no launcher, a shell joins the outputs, then becomes the command. */
const MERGE_OUTPUTS = ["/bin/sh", "-c", 'exec "$@" 2>&1', "sh"];

function direct(host: ExecHost, request: InvocationRequest, argv: readonly string[]): Invocation {
  const isUnix = host.platform !== "win32";
  const [file = "", ...args] = request.output === "merged" && isUnix ? [...MERGE_OUTPUTS, ...argv] : argv;
  const ownsSession = isUnix && request.output !== "attached";
  return { file, argv0: file, args, cwd: request.cwd, ownsSession, guard: OPEN_GUARD };
}

const REPORT_BY_OUTPUT = {
  separate: "error-output",
  merged: "merged-output",
  terminal: "error-output",
  attached: "extra-pipe",
} as const;

function launched(host: ExecHost, request: InvocationRequest, plan: LinuxPlan | UnconfinedPlan): Invocation {
  const { launcher } = host;
  if (!launcher) throw new ExecSandboxError("launcher_unavailable", "the sandbox launcher is not open");
  const { argv, cwd, env } = request;
  const program = argv[0] ?? "";
  const mark = randomBytes(MARK_RANDOM_BYTES).toString("hex");
  const { hex, purposes } = launchProgram({
    arch: launcher.arch,
    identity: launcher.identity,
    plan,
    parentPid: host.pid,
    cwd,
    program,
    searchPath: env["PATH"],
    report: REPORT_BY_OUTPUT[request.output],
    mark,
  });
  if (hex.length >= MAX_ARGUMENT_BYTES) {
    throw new ExecSandboxError(
      "program_too_large",
      `cannot run ${program}: its sandbox needs more set-up than fits (${hex.length} of ${MAX_ARGUMENT_BYTES} bytes); use fewer writable roots or a shorter PATH`,
    );
  }
  return {
    file: launcher.path,
    argv0: "codex-launcher",
    args: [hex, ...argv],
    cwd: undefined,
    ownsSession: request.output !== "attached",
    guard: createReportGuard({ mark, purposes, program, cwd }, request.output === "terminal"),
  };
}
