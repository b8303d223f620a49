/** One system call that must be refused. */
import type { ProgramBuilder } from "../../src/launcher/program.ts";
import type { SyscallName } from "../../src/launcher/syscall-numbers.ts";
import type { EscapeRig } from "./escape-rig.ts";

const SUCCESS = 0;
const REFUSED = 7;
/** Failed, but for want of a right argument: such an attempt would prove nothing. */
const FAILED_OTHERWISE = 8;
const EPERM = 1;

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
