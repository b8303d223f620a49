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

/** What the machine lacks to stop it, by name; undefined where it can. */
export function missingFor(
  attempt: EscapeAttempt,
  level: 2 | 3,
  support: ExecHost["support"] | undefined,
): string | undefined {
  if (support?.kind === "bubblewrap") {
    return DEVICE_ATTEMPTS.includes(attempt) && support.landlockAbi === 0 ? "Landlock" : undefined;
  }
  if (support?.kind !== "linux" || support.level < level) return `level ${level}`;
  return SCOPED_ATTEMPTS.includes(attempt) && support.landlockAbi < SCOPING_ABI
    ? `Landlock ${SCOPING_ABI}`
    : undefined;
}
