export { createRuntime, type Runtime } from "./create-runtime.ts";
export { RuntimeError, type RuntimeErrorCode } from "./errors.ts";
export type { OpenedThread } from "./open-session.ts";
export { type PolicyCommand, readSandboxSupport, runSandboxed, runUnderPolicy } from "./run-sandboxed.ts";
export type { ProcessSettings, RuntimeOptions } from "./runtime-options.ts";
export type { SettingsFiles } from "./settings-files.ts";
export type { ThreadRequest } from "./thread-request.ts";
export { systemClock } from "./wire-services.ts";
