/** Why a command never began to run. */

/** `sandbox`: the confinement could not be set up; `system`: the machine refused to start a process. */
export type StartFailureReason =
  | "program_not_found"
  | "program_not_executable"
  | "bad_working_folder"
  | "sandbox"
  | "system";

/** A command that never began to run. `message` is a plain sentence for users and models. */
export interface StartFailure {
  readonly reason: StartFailureReason;
  readonly message: string;
}
