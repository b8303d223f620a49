/** Running one command outside any conversation. */
import * as z from "zod/mini";
import { Int32, Uint64 } from "../../numbers.ts";
import { SandboxPolicy } from "../../settings/sandbox-policy.ts";

export const ExecOneOffCommandParams = z.object({
  command: z.array(z.string()),
  cwd: z.nullish(z.string()),
  sandboxPolicy: z.nullish(SandboxPolicy),
  timeoutMs: z.nullish(Uint64),
});
/** Parameters of `execOneOffCommand`. */
export type ExecOneOffCommandParams = z.infer<typeof ExecOneOffCommandParams>;

export const ExecOneOffCommandResponse = z.object({
  exitCode: Int32,
  stderr: z.string(),
  stdout: z.string(),
});
/** Answer of `execOneOffCommand`. */
export type ExecOneOffCommandResponse = z.infer<typeof ExecOneOffCommandResponse>;
