export { createRuntime, type Runtime } from "./create-runtime.ts";
export { RuntimeError, type RuntimeErrorCode } from "./errors.ts";
export type { OpenedThread } from "./open-session.ts";
export type { ProcessSettings, RuntimeOptions } from "./runtime-options.ts";
export type { ThreadRequest } from "./thread-request.ts";
export { systemClock } from "./wire-services.ts";
