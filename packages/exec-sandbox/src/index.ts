export { type DenialEvidence, likelyDenial, type SandboxDenial } from "./denial.ts";
export {
  type ShellEnvironmentInput,
  type ShellEnvironmentPolicy,
  shellEnvironment,
} from "./env/shell-environment.ts";
export { unifiedExecEnvironment } from "./env/unified-exec-environment.ts";
export { ExecSandboxError } from "./errors.ts";
export { type BubblewrapWish, type ExecHost, type ExecHostOptions, openExecHost } from "./host.ts";
export {
  AFTER_WRITE_MS,
  clampYieldMs,
  DEFAULT_MAX_OUTPUT_TOKENS,
  DEFAULT_START_YIELD_MS,
  DEFAULT_WRITE_YIELD_MS,
  WARN_PROCESSES,
} from "./processes/limits.ts";
export type { Collected, ManagedProcess, ProcessEnd, WriteResult } from "./processes/managed-process.ts";
export {
  createProcessStore,
  type ProcessStore,
  type ProcessStoreOptions,
} from "./processes/process-store.ts";
export { type AttachedOutcome, type AttachedRequest, runAttached } from "./run-attached.ts";
export {
  type CommandOutcome,
  type CommandRequest,
  DEFAULT_COMMAND_TIMEOUT_MS,
  type FinishedCommand,
  type NotStartedCommand,
  type OutputDelta,
  runCommand,
} from "./run-command.ts";
export { CLOSED_NETWORK, type ManagedNetwork } from "./sandbox/managed-network.ts";
export type { SandboxPlan } from "./sandbox/plan.ts";
export { type SandboxApproval, type SandboxRequest, selectSandbox } from "./sandbox/select-sandbox.ts";
export type { SandboxSupport } from "./sandbox/support.ts";
export {
  isPathWritable,
  type RootSurroundings,
  type WritableRoot,
  writableRoots,
} from "./sandbox/writable-roots.ts";
export { detectShell, resolveRequestedShell, type ShellSurroundings } from "./shell/detect-shell.ts";
export { type Shell, type ShellKind, shellArgv } from "./shell/shell-argv.ts";
export { captureSnapshot } from "./shell/snapshot.ts";
export { removeStaleSnapshots } from "./shell/snapshot-cleanup.ts";
export { applySnapshot, type ShellCommand, type ShellSnapshot } from "./shell/snapshot-command.ts";
export { isSnapshotShell } from "./shell/snapshot-script.ts";
export { createLeftovers, type Leftovers } from "./spawn/leftovers.ts";
export { type OpenedNetwork, openNetwork } from "./spawn/open-network.ts";
