/** The two parts that the launcher plays around bubblewrap, as programs. */
import type { ConfinedRights } from "../sandbox/plan.ts";
import { addConfinement, addExecution, type Executable } from "./confine-steps.ts";
import {
  addClosedDescriptors,
  addExits,
  addOutputs,
  addPlainSurroundings,
  addReportEnd,
  addTieToParent,
  ENTER_FOLDER,
  failureLabels,
  type ReportPlace,
  SIGTERM,
} from "./launch-surroundings.ts";
import type { LauncherArch } from "./machine-code.ts";
import { ARGV_SLOT, createProgram, ENV_SLOT, type EncodedProgram } from "./program.ts";

/** The way from this process to bubblewrap. */
export interface OuterLaunch {
  readonly arch: LauncherArch;
  /** The process that must still be the parent when the child's tie to it is made. */
  readonly parentPid: number;
  /** Absolute path of `bwrap`. */
  readonly bubblewrap: string;
  readonly cwd: string;
  readonly report: ReportPlace;
  readonly mark: string;
}

/** The way from bubblewrap to the command. */
export interface InnerLaunch extends Executable {
  readonly arch: LauncherArch;
  readonly rights: ConfinedRights;
  readonly cwd: string;
  readonly report: ReportPlace;
  readonly mark: string;
}

const INNER_DESCRIPTOR = 9;
/** The program that bubblewrap starts: the launcher itself, which has no name, by the descriptor that it inherits. */
export const INNER_LAUNCHER = `/proc/self/fd/${INNER_DESCRIPTOR}`;
const AT_FDCWD = -100;
const OPEN_READ_CLOEXEC = 0o2000000;

/** Compiles the part before bubblewrap: the surroundings of a command, and the launcher's own file kept open. */
export function outerProgram(launch: OuterLaunch): EncodedProgram {
  const program = createProgram(launch.arch);
  const labels = failureLabels(program);
  addOutputs(program, launch.report);
  addClosedDescriptors(program, launch.report);
  addTieToParent(program, { parentPid: launch.parentPid, signal: SIGTERM }, labels.orphan);
  addPlainSurroundings(program);
  // Bubblewrap starts the command where it was started itself, and says so in PWD.
  program.call("chdir", [program.text(launch.cwd)], { onFailure: labels.exec, purpose: ENTER_FOLDER });
  const own = program.slots(0);
  const passOn = { onFailure: labels.namespace, purpose: "hand the launcher on to bubblewrap" };
  program.call("openat", [AT_FDCWD, program.text("/proc/self/exe"), OPEN_READ_CLOEXEC, 0], {
    ...passOn,
    result: own,
  });
  program.call("dup3", [own, INNER_DESCRIPTOR, 0], passOn);
  program.call("execve", [program.text(launch.bubblewrap), ARGV_SLOT, ENV_SLOT], {
    onFailure: labels.namespace,
    purpose: `execute ${launch.bubblewrap}`,
  });
  addExits(program, labels, launch.report);
  return program.encode(launch.mark);
}

/** Compiles the part inside: what bubblewrap left open is closed, and the filter and Landlock come on top. */
export function innerProgram(launch: InnerLaunch): EncodedProgram {
  const program = createProgram(launch.arch);
  const labels = failureLabels(program);
  addReportEnd(program, launch.report);
  addClosedDescriptors(program, launch.report);
  program.call("chdir", [program.text(launch.cwd)], { onFailure: labels.exec, purpose: ENTER_FOLDER });
  addConfinement(program, launch.rights, true, labels.confine);
  addExecution(program, launch);
  addExits(program, labels, launch.report);
  return program.encode(launch.mark);
}
