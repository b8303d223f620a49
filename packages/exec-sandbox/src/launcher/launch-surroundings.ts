/** What every launch does around its confinement: clean surroundings before it, an answer when it fails. */
import {
  FAILURE_REPORT,
  FAILURE_REPORT_BYTES,
  type Label,
  type ProgramBuilder,
  type Slot,
} from "./program.ts";

/**
 * Where the launcher reports a failure, and what that means for the outputs:
 * - `error-output`: on standard error, which is a pipe of its own;
 * - `merged-output`: the same, after sending standard error into the pipe of standard output;
 * - `extra-pipe`: on descriptor 3, because the outputs belong to somebody else.
 */
export type ReportPlace = "error-output" | "merged-output" | "extra-pipe";

/** Exit statuses of the launcher itself, valid only together with a marked report. */
export const LAUNCH_STATUS = { confine: 125, namespace: 126, exec: 127, orphan: 124 } as const;
/** The purposes that say more about the request than about the machine. */
export const ENTER_FOLDER = "enter the working folder";
export const EXECUTE = "execute the program";

/** Where a launch goes on when a step of a kind fails. */
export type FailureLabels = Readonly<Record<keyof typeof LAUNCH_STATUS, Label>>;

/** `sys/prctl.h`. */
const PR_SET_PDEATHSIG = 1;
/** `signal.h`. */
export const SIGTERM = 15;
export const SIG_SETMASK = 2;
export const SIGNAL_SET_BYTES = 8;
/** `struct sigaction` of the kernel: handler 0 (default), flags, restorer, mask. */
const SIGACTION_BYTES = 32;
/** Signals that parents like to ignore: HUP INT QUIT PIPE TERM CHLD TSTP TTIN TTOU XFSZ. */
const RESET_SIGNALS = [1, 2, 3, 13, 15, 17, 20, 21, 22, 25];
const RLIMIT_NOFILE = 7;
/** What login shells give programs on Linux. Node raises its own limit to the maximum and passes that on. */
const OPEN_FILES = 1024;
const STDOUT = 1;
const STDERR = 2;
const EXTRA_PIPE = 3;
/** `fcntl.h`. */
const F_SETFD = 2;
const FD_CLOEXEC = 1;
/** The end of every range of descriptors. */
export const LAST_DESCRIPTOR = 0xffffffff;

/** Makes the labels of a launch. */
export function failureLabels(program: ProgramBuilder): FailureLabels {
  return {
    confine: program.label(),
    namespace: program.label(),
    exec: program.label(),
    orphan: program.label(),
  };
}

/** Sends standard error where the report place wants it. */
export function addOutputs(program: ProgramBuilder, report: ReportPlace): void {
  if (report === "merged-output") program.call("dup3", [STDOUT, STDERR, 0]);
}

/** Leaves three descriptors, and the one for reports: what this process was started with is no business of a command. */
export function addClosedDescriptors(program: ProgramBuilder, report: ReportPlace): void {
  program.call("close_range", [report === "extra-pipe" ? EXTRA_PIPE + 1 : EXTRA_PIPE, LAST_DESCRIPTOR, 0]);
}

/** Keeps the pipe for reports from the command. */
export function addReportEnd(program: ProgramBuilder, report: ReportPlace): void {
  if (report === "extra-pipe") program.call("fcntl", [EXTRA_PIPE, F_SETFD, FD_CLOEXEC]);
}

/** Who has to be the parent of a process, and what it gets when that one dies. */
export interface Tie {
  readonly parentPid: number | Slot;
  readonly signal: number;
}

/** Makes a tie to the parent, which may be gone before that: then the process has a new one. */
export function addTieToParent(program: ProgramBuilder, { parentPid, signal }: Tie, orphan: Label): void {
  const parent = program.slots(0);
  program.call("prctl", [PR_SET_PDEATHSIG, signal, 0, 0, 0]);
  program.call("getppid", [], { result: parent });
  program.equal(parent, parentPid, { onFailure: orphan, purpose: "tie the command to its parent" });
}

/** Takes back what parents change about signals and limits. */
export function addPlainSurroundings(program: ProgramBuilder): void {
  const zeroes = program.bytes(new Uint8Array(SIGACTION_BYTES));
  for (const signal of RESET_SIGNALS) program.call("rt_sigaction", [signal, zeroes, 0, SIGNAL_SET_BYTES]);
  program.call("rt_sigprocmask", [SIG_SETMASK, zeroes, 0, SIGNAL_SET_BYTES]);
  // The hard limit is read into the second slot and written back with a smaller soft limit in the first.
  const limits = program.slots(0, 0);
  program.call("prlimit64", [0, RLIMIT_NOFILE, 0, program.addressOf(limits)]);
  program.move(OPEN_FILES, limits);
  program.call("prlimit64", [0, RLIMIT_NOFILE, program.addressOf(limits), 0]);
}

/** The ends of a launch; the list runs into the first one when nothing could be executed. */
export function addExits(program: ProgramBuilder, labels: FailureLabels, report: ReportPlace): void {
  const reportTo = report === "extra-pipe" ? EXTRA_PIPE : STDERR;
  for (const kind of ["exec", "namespace", "confine", "orphan"] as const) {
    program.place(labels[kind]);
    program.call("write", [reportTo, FAILURE_REPORT, FAILURE_REPORT_BYTES]);
    program.call("exit_group", [LAUNCH_STATUS[kind]]);
  }
}
