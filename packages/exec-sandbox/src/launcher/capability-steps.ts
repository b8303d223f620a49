/** What the superuser's commands may not do although they are the superuser's. */
import type { Label, ProgramBuilder } from "./program.ts";

/** `sys/prctl.h`. */
const PR_CAPBSET_DROP = 24;
/**
 * Capabilities that stay (`linux/capability.h`): changing owners, passing over the permissions of files,
 * their owners' rights and set-id bits, signals, and becoming another user. Files of other users in a
 * writable root can be changed with them, as without a sandbox; mounts, devices and the kernel cannot.
 */
const KEPT = [0, 1, 3, 4, 5, 6, 7];
/** All of the kernels that have Landlock know capabilities up to this one. */
const LAST_KNOWN = 40;
/** Later kernels may know more; unknown ones are an error that means nothing. */
const LAST_POSSIBLE = 63;

/** Takes the other capabilities away from the next `execve` on. Failures jump to `refused`, if given. */
export function addCapabilityDrop(program: ProgramBuilder, refused?: Label): void {
  for (let capability = 0; capability <= LAST_POSSIBLE; capability += 1) {
    if (KEPT.includes(capability)) continue;
    const isRequired = refused && capability <= LAST_KNOWN;
    const options = isRequired ? { onFailure: refused, purpose: "give up capabilities" } : {};
    program.call("prctl", [PR_CAPBSET_DROP, capability, 0, 0, 0], options);
  }
}
