/** The whole way of a process from the launcher to the command, as a program. */
import type { LinuxPlan, UnconfinedPlan } from "../sandbox/plan.ts";
import { addCapabilityDrop } from "./capability-steps.ts";
import { addLandlock } from "./landlock-steps.ts";
import type { LauncherArch } from "./machine-code.ts";
import { addMountNamespace, type Identity } from "./mount-steps.ts";
import { addNetworkEntry } from "./network-steps.ts";
import {
  ARGV_SLOT,
  createProgram,
  ENV_SLOT,
  type EncodedProgram,
  FAILURE_REPORT,
  FAILURE_REPORT_BYTES,
  type Label,
  type ProgramBuilder,
} from "./program.ts";
import { type SocketAccess, seccompFilter } from "./seccomp-filter.ts";

/** What one launch is compiled from. */
export interface Launch {
  readonly arch: LauncherArch;
  readonly identity: Identity;
  readonly plan: LinuxPlan | UnconfinedPlan;
  /** The process that must still be the parent when the child's tie to it is made. */
  readonly parentPid: number;
  readonly cwd: string;
  readonly program: string;
  /** `PATH` of the command, for programs without a slash. */
  readonly searchPath: string | undefined;
  /**
   * Where the launcher reports a failure, and what that means for the outputs:
   * - `error-output`: on standard error, which is a pipe of its own;
   * - `merged-output`: the same, after sending standard error into the pipe of standard output;
   * - `extra-pipe`: on descriptor 3, because the outputs belong to somebody else.
   */
  readonly report: "error-output" | "merged-output" | "extra-pipe";
  /** 16 characters that nobody can guess; they mark a report of the launcher in the command's output. */
  readonly mark: string;
}

/** Exit statuses of the launcher itself, valid only together with a marked report. */
export const LAUNCH_STATUS = { confine: 125, namespace: 126, exec: 127, orphan: 124 } as const;
/** The purposes that say more about the request than about the machine. */
export const ENTER_FOLDER = "enter the working folder";
export const EXECUTE = "execute the program";

/** `sys/prctl.h`. */
const PR_SET_PDEATHSIG = 1;
const PR_SET_NO_NEW_PRIVS = 38;
const SIGTERM = 15;
const SIG_SETMASK = 2;
const SIGNAL_SET_BYTES = 8;
/** `struct sigaction` of the kernel: handler 0 (default), flags, restorer, mask. */
const SIGACTION_BYTES = 32;
/** Signals that parents like to ignore: HUP INT QUIT PIPE TERM CHLD TSTP TTIN TTOU XFSZ. */
const RESET_SIGNALS = [1, 2, 3, 13, 15, 17, 20, 21, 22, 25];
const RLIMIT_NOFILE = 7;
/** What login shells give programs on Linux. Node raises its own limit to the maximum and passes that on. */
const OPEN_FILES = 1024;
const SECCOMP_SET_MODE_FILTER = 1;
const FILTER_STEP_BYTES = 8;
const STDOUT = 1;
const STDERR = 2;
const EXTRA_PIPE = 3;
/** `fcntl.h`. */
const F_SETFD = 2;
const FD_CLOEXEC = 1;
const LAST_DESCRIPTOR = 0xffffffff;
/** Compiles a launch. The order of the steps matters: each one may forbid what an earlier one needed. */
export function launchProgram(launch: Launch): EncodedProgram {
  const program = createProgram(launch.arch);
  const labels = {
    confine: program.label(),
    namespace: program.label(),
    exec: program.label(),
    orphan: program.label(),
  };
  const { plan } = launch;
  addDescriptors(program, launch.report);
  addTieToParent(program, launch.parentPid, labels.orphan);
  addPlainSurroundings(program);
  if (plan.kind === "linux" && plan.inside) addNetworkEntry(program, plan.inside.namespace, labels.namespace);
  if (plan.kind === "linux" && plan.level === 3) {
    addMountNamespace(program, launch.identity, plan.writableRoots, labels.namespace);
  } else if (plan.kind === "linux") {
    addCapabilityDrop(program);
  }
  program.call("chdir", [program.text(launch.cwd)], { onFailure: labels.exec, purpose: ENTER_FOLDER });
  if (plan.kind === "linux") {
    program.call("prctl", [PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0], {
      onFailure: labels.confine,
      purpose: "give up gaining privileges",
    });
    addLandlock(program, plan, labels.confine);
    addSeccomp(program, plan, labels.confine);
  }
  for (const file of candidates(launch)) {
    program.call("execve", [program.text(file), ARGV_SLOT, ENV_SLOT], { purpose: EXECUTE });
  }
  addExits(program, labels, launch.report === "extra-pipe" ? EXTRA_PIPE : STDERR);
  return program.encode(launch.mark);
}

/** Leaves the command its three descriptors: what this process was started with is no business of it. */
function addDescriptors(program: ProgramBuilder, report: Launch["report"]): void {
  if (report === "merged-output") program.call("dup3", [STDOUT, STDERR, 0]);
  if (report === "extra-pipe") program.call("fcntl", [EXTRA_PIPE, F_SETFD, FD_CLOEXEC]);
  const first = report === "extra-pipe" ? EXTRA_PIPE + 1 : EXTRA_PIPE;
  program.call("close_range", [first, LAST_DESCRIPTOR, 0]);
}

/** Dies with the parent. The parent may be gone before the tie is made: then the process has a new one. */
function addTieToParent(program: ProgramBuilder, parentPid: number, orphan: Label): void {
  const parent = program.slots(0);
  program.call("prctl", [PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0]);
  program.call("getppid", [], { result: parent });
  program.equal(parent, parentPid, { onFailure: orphan, purpose: "tie the command to its parent" });
}

function addPlainSurroundings(program: ProgramBuilder): void {
  const zeroes = program.bytes(new Uint8Array(SIGACTION_BYTES));
  for (const signal of RESET_SIGNALS) program.call("rt_sigaction", [signal, zeroes, 0, SIGNAL_SET_BYTES]);
  program.call("rt_sigprocmask", [SIG_SETMASK, zeroes, 0, SIGNAL_SET_BYTES]);
  // The hard limit is read into the second slot and written back with a smaller soft limit in the first.
  const limits = program.slots(0, 0);
  program.call("prlimit64", [0, RLIMIT_NOFILE, 0, program.addressOf(limits)]);
  program.move(OPEN_FILES, limits);
  program.call("prlimit64", [0, RLIMIT_NOFILE, program.addressOf(limits), 0]);
}

function addSeccomp(program: ProgramBuilder, plan: LinuxPlan, refused: Label): void {
  const filter = seccompFilter(program.arch, socketAccess(plan));
  // struct sock_fprog: number of instructions, then their address.
  const description = program.slots(filter.length / FILTER_STEP_BYTES, 0);
  program.move(program.bytes(filter), { kind: "slot", index: description.index + 1 });
  program.call("seccomp", [SECCOMP_SET_MODE_FILTER, 0, program.addressOf(description)], {
    onFailure: refused,
    purpose: "apply the system-call filter",
  });
}

function socketAccess({ allowsNetwork, inside }: LinuxPlan): SocketAccess {
  if (allowsNetwork) return "open";
  if (!inside) return "closed";
  return inside.allowsLocal ? "inside" : "inside-outgoing";
}

/** Where the program may be, in the manner of `execvp`: an empty part of `PATH` is the working folder. */
function candidates({ program, searchPath }: Launch): string[] {
  if (program.includes("/")) return [program];
  return (searchPath ?? "").split(":").map((folder) => `${folder === "" ? "." : folder}/${program}`);
}

function addExits(
  program: ProgramBuilder,
  labels: Readonly<Record<keyof typeof LAUNCH_STATUS, Label>>,
  reportTo: number,
): void {
  // The list runs into the first exit when no candidate could be executed.
  for (const kind of ["exec", "namespace", "confine", "orphan"] as const) {
    program.place(labels[kind]);
    program.call("write", [reportTo, FAILURE_REPORT, FAILURE_REPORT_BYTES]);
    program.call("exit_group", [LAUNCH_STATUS[kind]]);
  }
}
