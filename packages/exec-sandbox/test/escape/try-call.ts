/** One system call that must be refused. */
import type { ProgramBuilder } from "../../src/launcher/program.ts";
import type { SyscallName } from "../../src/launcher/syscall-numbers.ts";
import type { EscapeRig } from "./escape-rig.ts";

const SUCCESS = 0;
const REFUSED = 7;
/** Failed, but for want of a right argument: such an attempt would prove nothing. */
const FAILED_OTHERWISE = 8;
/** The statuses from here on name the call that succeeded. */
const FIRST_SUCCESS = 20;
const EPERM = 1;
const EFAULT = 14;

/** A call with its arguments, made after what the function adds to the program before it. */
export type CallSpec = readonly [
  name: SyscallName,
  args: (program: ProgramBuilder) => readonly Parameters<ProgramBuilder["call"]>[1][number][],
];

/**
 * Makes calls none of which may succeed, one after the other, after what `prepare` adds. With `EFAULT` an answer that
 * complains of the address counts as success too: whoever gets it was let through.
 */
export const anySucceeds = (
  calls: (rig: EscapeRig) => readonly CallSpec[],
  prepare?: (program: ProgramBuilder) => void,
  alsoSuccess?: "EFAULT",
) =>
  async function run(rig: EscapeRig): Promise<string | undefined> {
    const list = calls(rig);
    const outcome = await rig.syscalls((program) => {
      prepare?.(program);
      for (const [index, [name, args]] of list.entries()) {
        const result = program.slots(0);
        const failed = program.label();
        const next = program.label();
        program.call(name, args(program), { result, onFailure: failed });
        program.call("exit_group", [FIRST_SUCCESS + index]);
        program.place(failed);
        if (alsoSuccess) {
          program.equal(result, -EFAULT, { onFailure: next });
          program.call("exit_group", [FIRST_SUCCESS + index]);
        }
        program.place(next);
      }
      program.call("exit_group", [REFUSED]);
    });
    if (outcome.kind === "finished" && outcome.exitCode === REFUSED) return undefined;
    const index = outcome.kind === "finished" ? outcome.exitCode - FIRST_SUCCESS : -1;
    return `${list[index]?.[0] ?? "the program"} was not refused: ${JSON.stringify(outcome)}`;
  };

/** Makes one call that must be refused with EPERM, not merely fail. */
export const tryCall = (
  name: SyscallName,
  args: (program: ProgramBuilder, rig: EscapeRig) => readonly Parameters<ProgramBuilder["call"]>[1][number][],
) =>
  async function run(rig: EscapeRig): Promise<string | undefined> {
    const outcome = await rig.syscalls((program) => {
      const result = program.slots(0);
      const failed = program.label();
      const otherwise = program.label();
      program.call(name, args(program, rig), { result, onFailure: failed });
      program.call("exit_group", [SUCCESS]);
      program.place(failed);
      program.equal(result, -EPERM, { onFailure: otherwise });
      program.call("exit_group", [REFUSED]);
      program.place(otherwise);
      program.call("exit_group", [FAILED_OTHERWISE]);
    });
    if (outcome.kind === "finished" && outcome.exitCode === REFUSED) return undefined;
    return `${name} was not refused: ${JSON.stringify(outcome)}`;
  };
