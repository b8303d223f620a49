/** Running one command outside any thread. */
import * as z from "zod/mini";
import { Int32, Int64 } from "../../numbers.ts";
import { SandboxPolicy } from "./sandbox-policy.ts";

export const CommandExecParams = z.object({
  /** The argv; no shell. */
  command: z.array(z.string()),
  cwd: z.nullish(z.string()),
  sandboxPolicy: z.nullish(SandboxPolicy),
  /** 10000 when absent or negative. */
  timeoutMs: z.nullish(Int64),
});
/** Parameters of `command/exec`. */
export type CommandExecParams = z.infer<typeof CommandExecParams>;

export const CommandExecResponse = z.object({ exitCode: Int32, stderr: z.string(), stdout: z.string() });
/** Answer of `command/exec`. */
export type CommandExecResponse = z.infer<typeof CommandExecResponse>;
