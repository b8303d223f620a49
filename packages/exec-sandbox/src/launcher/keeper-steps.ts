/** A process between this one and the command, so that nothing of the command outlives this one. */
import {
  addTieToParent,
  LAST_DESCRIPTOR,
  SIG_SETMASK,
  SIGNAL_SET_BYTES,
  SIGTERM,
} from "./launch-surroundings.ts";
import type { Label, ProgramBuilder, Slot } from "./program.ts";

/** `sys/prctl.h`. */
const PR_SET_NAME = 15;
/** Signals of Linux; `parentDied` is one that no program uses for anything. */
const SIGNAL = { kill: 9, parentDied: 16, child: 17, continue: 18 } as const;
const ALL_SIGNALS = new Uint8Array(SIGNAL_SET_BYTES).fill(0xff);
const SIGACTION_WORDS = 4;
/** No word about children that are stopped or go on (`asm-generic/signal-defs.h`). */
const SA_NOCLDSTOP = 1;
/** `struct signalfd_siginfo` starts with the number of the signal and an error, which is 0. */
const SIGNAL_INFO_WORDS = 16;
/** `siginfo_t`: how the child ended at byte 8, its status or signal at byte 24. */
const CHILD_INFO = { words: 16, code: 1, status: 3 } as const;
const P_PID = 1;
const WEXITED = 4;
const CLD_EXITED = 1;
const RLIMIT_CORE = 4;
const OWN_GROUP = 0;
/** Time for the command to end by itself when it has to, in nanoseconds. */
const GRACE_NS = 250_000_000;

/**
 * Splits the process in two. The child goes on with the list; the process itself waits for it and ends as it
 * did. When the parent dies before that, everything in the process group is ended, politely and then for
 * good. The process has to lead a group of its own. Costs 0.2 ms.
 */
export function addKeeper(program: ProgramBuilder, parentPid: number, orphan: Label, failed: Label): void {
  const mask = program.bytes(ALL_SIGNALS);
  program.call("rt_sigprocmask", [SIG_SETMASK, mask, 0, SIGNAL_SET_BYTES]);
  const quiet = program.words(0, SA_NOCLDSTOP, ...Array.from({ length: SIGACTION_WORDS - 2 }, () => 0));
  program.call("rt_sigaction", [SIGNAL.child, quiet, 0, SIGNAL_SET_BYTES]);
  addTieToParent(program, { parentPid, signal: SIGNAL.parentDied }, orphan);

  const own = program.slots(0);
  const child = program.slots(0);
  const isChild = program.label();
  const isKeeper = program.label();
  program.call("getpid", [], { result: own });
  program.call("clone", [SIGNAL.child, 0, 0, 0, 0], {
    result: child,
    onFailure: failed,
    purpose: "start a process",
  });
  program.equal(child, 0, { onFailure: isKeeper });
  program.jump(isChild);
  program.place(isKeeper);
  addWaiting(program, own, child);

  program.place(isChild);
  addTieToParent(program, { parentPid: own, signal: SIGNAL.kill }, orphan);
}

/** Never comes to its end: every way out of it ends the process. */
function addWaiting(program: ProgramBuilder, own: Slot, child: Slot): void {
  const orphaned = program.label();
  const ended = program.label();
  program.call("prctl", [PR_SET_NAME, program.text("codex-keeper"), 0, 0, 0]);
  // Held open here, the outputs would not be at their end when the command closes them.
  program.call("close_range", [0, LAST_DESCRIPTOR, 0]);
  const wanted = program.words(2 ** (SIGNAL.child - 1) + 2 ** (SIGNAL.parentDied - 1));
  const signals = program.slots(0);
  program.call("signalfd4", [-1, wanted, SIGNAL_SET_BYTES, 0], { result: signals, onFailure: ended });
  const received = program.slots(...Array.from({ length: SIGNAL_INFO_WORDS }, () => 0));
  program.call("read", [signals, program.addressOf(received), SIGNAL_INFO_WORDS * 8], { onFailure: ended });
  program.equal(received, SIGNAL.parentDied, { onFailure: ended });
  program.jump(orphaned);

  program.place(ended);
  const killed = program.label();
  const info = program.slots(...Array.from({ length: CHILD_INFO.words }, () => 0));
  const status: Slot = { kind: "slot", index: info.index + CHILD_INFO.status };
  program.call("waitid", [P_PID, child, program.addressOf(info), WEXITED, 0]);
  program.equal({ kind: "slot", index: info.index + CHILD_INFO.code }, CLD_EXITED, { onFailure: killed });
  program.call("exit_group", [status]);

  program.place(killed);
  const zeroes = program.words(...Array.from({ length: SIGACTION_WORDS }, () => 0));
  program.call("prlimit64", [0, RLIMIT_CORE, zeroes, 0]); // The command has left its own, if it is wanted.
  program.call("rt_sigaction", [status, zeroes, 0, SIGNAL_SET_BYTES]);
  program.call("rt_sigprocmask", [SIG_SETMASK, zeroes, 0, SIGNAL_SET_BYTES]);
  program.call("kill", [own, status]);

  program.place(orphaned);
  for (const signal of [SIGTERM, SIGNAL.continue]) program.call("kill", [OWN_GROUP, signal]);
  program.call("nanosleep", [program.words(0, GRACE_NS), 0]);
  program.call("kill", [OWN_GROUP, SIGNAL.kill]);
}
