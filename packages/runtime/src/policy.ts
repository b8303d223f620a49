export type { LinuxConfinement } from "./command-support.ts";
export { type PolicyCommand, readSandboxSupport, runUnderPolicy } from "./run-under-policy.ts";
