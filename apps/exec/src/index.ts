export type { ExecIo } from "./exec-io.ts";
export { execMain, reviewMain } from "./exec-main.ts";
export { signalExitCode } from "./exit-code.ts";
