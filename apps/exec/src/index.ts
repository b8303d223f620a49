export type { ExecIo } from "./exec-io.ts";
export { execMain } from "./exec-main.ts";
export { globalFlags } from "./options/flags.ts";
