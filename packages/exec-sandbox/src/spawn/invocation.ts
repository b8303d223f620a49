/** What is really executed to run a command under a plan. */
import { randomBytes } from "node:crypto";
import { ExecSandboxError } from "../errors.ts";
import type { ExecHost } from "../host.ts";
import { INNER_LAUNCHER, innerProgram, outerProgram } from "../launcher/bubblewrap-programs.ts";
import type { LaunchStage } from "../launcher/failure-report.ts";
import { launchProgram } from "../launcher/launch-program.ts";
import type { Launcher } from "../launcher/open-launcher.ts";
import type { EncodedProgram } from "../launcher/program.ts";
import { bubblewrapArgv } from "../sandbox/bubblewrap-argv.ts";
import type { BubblewrapPlan, LinuxPlan, SandboxPlan, UnconfinedPlan } from "../sandbox/plan.ts";
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

/** Turns a plan and a command into what to execute. Throws `ExecSandboxError`s where that cannot be done here. */
export async function planInvocation(host: ExecHost, request: InvocationRequest): Promise<Invocation> {
  const { plan } = request;
  switch (plan.kind) {
    case "linux":
      return launched(host, request, plan);
    case "bubblewrap":
      return throughBubblewrap(host, request, plan);
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
  const launcher = openedLauncher(host);
  const parts = launchParts(request);
  const stage = newStage((mark) =>
    launchProgram({
      ...parts,
      arch: launcher.arch,
      identity: launcher.identity,
      plan,
      // A terminal ends what runs on it by itself, and an attached command shares the group of others.
      isKept: request.output === "separate" || request.output === "merged",
      parentPid: host.pid,
      mark,
    }),
  );
  return throughLauncher(launcher, request, [stage], [stage.hex, ...request.argv]);
}

/** The launcher becomes bubblewrap, which starts the launcher again, which becomes the command. */
async function throughBubblewrap(
  host: ExecHost,
  request: InvocationRequest,
  plan: BubblewrapPlan,
): Promise<Invocation> {
  const launcher = openedLauncher(host);
  const { arch } = launcher;
  const parts = launchParts(request);
  const { mountsProc } = await host.bubblewrap.tryOut(plan.program, plan.allowsNetwork);
  const options = bubblewrapArgv(plan, { mountsProc, ownsTerminal: request.output === "terminal" });
  const outer = newStage((mark) =>
    outerProgram({ ...parts, arch, parentPid: host.pid, bubblewrap: plan.program, mark }),
  );
  const inner = newStage((mark) => innerProgram({ ...parts, arch, rights: plan, mark }));
  const argv = [outer.hex, ...options, INNER_LAUNCHER, inner.hex, ...request.argv];
  return throughLauncher(launcher, request, [outer, inner], argv);
}

function openedLauncher({ launcher }: ExecHost): Launcher {
  if (launcher) return launcher;
  throw new ExecSandboxError("launcher_unavailable", "the sandbox launcher is not open");
}

/** What every program of a launch is made from. */
function launchParts({ argv, cwd, env, output }: InvocationRequest) {
  return { cwd, program: argv[0] ?? "", searchPath: env["PATH"], report: REPORT_BY_OUTPUT[output] };
}

type EncodedStage = LaunchStage & Pick<EncodedProgram, "hex">;

function newStage(compile: (mark: string) => EncodedProgram): EncodedStage {
  const mark = randomBytes(MARK_RANDOM_BYTES).toString("hex");
  return { mark, ...compile(mark) };
}

function throughLauncher(
  launcher: Launcher,
  { argv, cwd, output }: InvocationRequest,
  stages: readonly EncodedStage[],
  args: readonly string[],
): Invocation {
  const program = argv[0] ?? "";
  for (const { hex } of stages) {
    if (hex.length < MAX_ARGUMENT_BYTES) continue;
    throw new ExecSandboxError(
      "program_too_large",
      `cannot run ${program}: its sandbox needs more set-up than fits (${hex.length} of ${MAX_ARGUMENT_BYTES} bytes); use fewer writable roots or a shorter PATH`,
    );
  }
  return {
    file: launcher.path,
    argv0: "codex-launcher",
    args,
    cwd: undefined,
    ownsSession: output !== "attached",
    guard: createReportGuard({ stages, program, cwd }, output === "terminal"),
  };
}
