export { RuntimeError } from "./errors.ts";
export { runSandboxed } from "./run-sandboxed.ts";
