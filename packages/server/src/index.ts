export type { ProcessSettings, PullProgress, RuntimeOptions } from "@codex-ts/runtime";
export type { Server } from "./create-server.ts";
export { openServer } from "./open-server.ts";
export type { ThreadDisplay } from "./thread-display.ts";
