/** The whole way of a process from the launcher to the command, as a program. */
import type { LinuxPlan, UnconfinedPlan } from "../sandbox/plan.ts";
import { addCapabilityDrop } from "./capability-steps.ts";
import { addConfinement, addExecution, type Executable } from "./confine-steps.ts";
import { addKeeper } from "./keeper-steps.ts";
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
import { addMountNamespace, type Identity } from "./mount-steps.ts";
import { addNetworkEntry } from "./network-steps.ts";
import { createProgram, type EncodedProgram } from "./program.ts";

/** What one launch is compiled from. */
export interface Launch extends Executable {
  readonly arch: LauncherArch;
  readonly identity: Identity;
  readonly plan: LinuxPlan | UnconfinedPlan;
  /** The process that must still be the parent when the child's tie to it is made. */
  readonly parentPid: number;
  readonly cwd: string;
  readonly report: ReportPlace;
  /** True for a process that leads a group of its own, all of which is to end with the parent. */
  readonly isKept: boolean;
  /** 16 characters that nobody can guess; they mark a report of the launcher in the command's output. */
  readonly mark: string;
}

/** Compiles a launch. The order of the steps matters: each one may forbid what an earlier one needed. */
export function launchProgram(launch: Launch): EncodedProgram {
  const program = createProgram(launch.arch);
  const labels = failureLabels(program);
  const { plan, report, parentPid } = launch;
  addOutputs(program, report);
  addReportEnd(program, report);
  addClosedDescriptors(program, report);
  if (launch.isKept) addKeeper(program, parentPid, labels.orphan, labels.namespace);
  else addTieToParent(program, { parentPid, signal: SIGTERM }, labels.orphan);
  addPlainSurroundings(program);
  if (plan.kind === "linux" && plan.inside) addNetworkEntry(program, plan.inside.namespace, labels.namespace);
  if (plan.kind === "linux" && plan.level === 3) {
    addMountNamespace(program, launch.identity, plan.writableRoots, labels.namespace);
  } else if (plan.kind === "linux") {
    addCapabilityDrop(program);
  }
  program.call("chdir", [program.text(launch.cwd)], { onFailure: labels.exec, purpose: ENTER_FOLDER });
  if (plan.kind === "linux") addConfinement(program, plan, plan.level === 3, labels.confine);
  addExecution(program, launch);
  addExits(program, labels, report);
  return program.encode(launch.mark);
}
