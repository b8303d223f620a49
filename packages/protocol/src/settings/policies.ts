/** Policies as users name them in config and flags. */
import * as z from "zod/mini";

export const ApprovalPolicy = z.enum(["untrusted", "on-failure", "on-request", "never"]);
/** When the user is asked before a command runs. */
export type ApprovalPolicy = z.infer<typeof ApprovalPolicy>;

export const SandboxMode = z.enum(["read-only", "workspace-write", "danger-full-access"]);
/** The sandbox as users name it in config and flags. */
export type SandboxMode = z.infer<typeof SandboxMode>;
