export type { ExecIo } from "./exec-io.ts";
export { execMain } from "./exec-main.ts";
export { signalExitCode } from "./exit-code.ts";
