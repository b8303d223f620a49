/** Every attempt, and which of them this kernel can stop. */
import type { ExecHost } from "../../src/index.ts";
import { ATTRIBUTE_ATTEMPTS } from "./attribute-attempts.ts";
import { CALL_ATTEMPTS } from "./call-attempts.ts";
import { DEVICE_ATTEMPTS } from "./device-attempts.ts";
import { type EscapeAttempt, OUTSIDE_ATTEMPTS, PROTECTED_ATTEMPTS } from "./file-attempts.ts";
import { INDIRECT_ATTEMPTS } from "./indirect-attempts.ts";
import { SIGNAL_ATTEMPTS, SOCKET_ATTEMPTS, SYSCALL_ATTEMPTS } from "./kernel-attempts.ts";
import { PRIVILEGE_ATTEMPTS } from "./privilege-attempts.ts";
import { OTHER_SIGNAL_ATTEMPTS, PROCESS_ATTEMPTS } from "./process-attempts.ts";

const SCOPED_ATTEMPTS = [...SIGNAL_ATTEMPTS, ...OTHER_SIGNAL_ATTEMPTS];

export const ATTEMPTS: readonly EscapeAttempt[] = [
  ...OUTSIDE_ATTEMPTS,
  ...PROTECTED_ATTEMPTS,
  ...INDIRECT_ATTEMPTS,
  ...DEVICE_ATTEMPTS,
  ...CALL_ATTEMPTS,
  ...SYSCALL_ATTEMPTS,
  ...SOCKET_ATTEMPTS,
  ...SCOPED_ATTEMPTS,
  ...ATTRIBUTE_ATTEMPTS,
  ...PRIVILEGE_ATTEMPTS,
  ...PROCESS_ATTEMPTS,
];

/** Signals and abstract sockets are scoped from this version of Landlock on. */
const SCOPING_ABI = 6;

/** False where the kernel lacks what would stop it. */
export function canBeStopped(attempt: EscapeAttempt, support: ExecHost["support"]): boolean {
  if (support.kind === "bubblewrap") return !DEVICE_ATTEMPTS.includes(attempt) || support.landlockAbi > 0;
  if (support.kind !== "linux") return false;
  return !SCOPED_ATTEMPTS.includes(attempt) || support.landlockAbi >= SCOPING_ABI;
}
