/** The last steps before the command: no way back to privileges, Landlock, the system-call filter, `execve`. */
import type { ConfinedRights } from "../sandbox/plan.ts";
import { addLandlock } from "./landlock-steps.ts";
import { EXECUTE } from "./launch-surroundings.ts";
import { ARGV_SLOT, ENV_SLOT, type Label, type ProgramBuilder } from "./program.ts";
import { type FilterRights, type SocketAccess, seccompFilter } from "./seccomp-filter.ts";

/** The program to become. */
export interface Executable {
  readonly program: string;
  /** `PATH` of the command, for programs without a slash. */
  readonly searchPath: string | undefined;
}

/** `sys/prctl.h`. */
const PR_SET_NO_NEW_PRIVS = 38;
const SECCOMP_SET_MODE_FILTER = 1;
const FILTER_STEP_BYTES = 8;

/**
 * Confines the process for good. Landlock is left out where the kernel has none: whoever plans decides whether
 * that is enough. `isMounted`: what lies outside is on read-only mounts.
 */
export function addConfinement(
  program: ProgramBuilder,
  rights: ConfinedRights,
  isMounted: boolean,
  refused: Label,
): void {
  program.call("prctl", [PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0], {
    onFailure: refused,
    purpose: "give up gaining privileges",
  });
  if (rights.landlockAbi > 0) addLandlock(program, rights, refused);
  addSeccomp(program, { sockets: socketAccess(rights), allowsAttributes: isMounted }, refused);
}

/** Becomes the program; where none of its places has it, the list goes on. */
export function addExecution(program: ProgramBuilder, executable: Executable): void {
  for (const file of candidates(executable)) {
    program.call("execve", [program.text(file), ARGV_SLOT, ENV_SLOT], { purpose: EXECUTE });
  }
}

function addSeccomp(program: ProgramBuilder, rights: FilterRights, refused: Label): void {
  const filter = seccompFilter(program.arch, rights);
  // struct sock_fprog: number of instructions, then their address.
  const description = program.slots(filter.length / FILTER_STEP_BYTES, 0);
  program.move(program.bytes(filter), { kind: "slot", index: description.index + 1 });
  program.call("seccomp", [SECCOMP_SET_MODE_FILTER, 0, program.addressOf(description)], {
    onFailure: refused,
    purpose: "apply the system-call filter",
  });
}

function socketAccess({ allowsNetwork, inside }: ConfinedRights): SocketAccess {
  if (allowsNetwork) return "open";
  if (!inside) return "closed";
  return inside.allowsLocal ? "inside" : "inside-outgoing";
}

/** Where the program may be, in the manner of `execvp`: an empty part of `PATH` is the working folder. */
function candidates({ program, searchPath }: Executable): string[] {
  if (program.includes("/")) return [program];
  return (searchPath ?? "").split(":").map((folder) => `${folder === "" ? "." : folder}/${program}`);
}
