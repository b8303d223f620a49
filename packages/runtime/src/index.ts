export type { PullProgress } from "@codex-ts/model-client/on-demand";
export { createRuntime, type Runtime } from "./create-runtime.ts";
export { RuntimeError, type RuntimeErrorCode, type SettingsPlace } from "./errors.ts";
export type { OpenedThread } from "./open-session.ts";
export type { OneOffCommand, OneOffOutcome } from "./run-one-off.ts";
export type { ProcessSettings, RuntimeOptions } from "./runtime-options.ts";
export type { ClientIdentity, ThreadRequest } from "./thread-request.ts";
export { systemClock } from "./wire-services.ts";
