export type {
  ClientIdentity,
  ProcessSettings,
  PullProgress,
  RefusalCause,
  RefusedCall,
  RuntimeOptions,
} from "@codex-ts/runtime";
export type { Connection } from "./connection.ts";
export type { Server } from "./create-server.ts";
export type { Listener } from "./loaded-thread.ts";
export { isServed } from "./methods/method-table.ts";
export { openServer } from "./open-server.ts";
export type { ServerRequests } from "./server-requests.ts";
export type { StartWarning } from "./start-warnings.ts";
export type { ThreadDisplay } from "./thread-display.ts";
