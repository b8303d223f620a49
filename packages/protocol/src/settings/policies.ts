/** Policies as users name them in config and flags. */
import * as z from "zod/mini";
import { approvalPolicies, sandboxModes } from "../words.ts";

export const ApprovalPolicy = z.enum(approvalPolicies);
/** When the user is asked before a command runs. */
export type ApprovalPolicy = z.infer<typeof ApprovalPolicy>;

export const SandboxMode = z.enum(sandboxModes);
/** The sandbox as users name it in config and flags. */
export type SandboxMode = z.infer<typeof SandboxMode>;
