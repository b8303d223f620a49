/** The approval parameters that all command tools share. */
import type { ToolJsonSchema } from "@codex-ts/protocol";
import * as z from "zod/mini";
import type { PermissionRequest } from "./command-gate.ts";

/** Members of a tool's argument schema. */
export const permissionShape = {
  sandbox_permissions: z.optional(z.enum(["use_default", "require_escalated"])),
  justification: z.optional(z.nullable(z.string())),
  prefix_rule: z.optional(z.nullable(z.array(z.string()))),
};

interface PermissionArguments {
  readonly sandbox_permissions?: "use_default" | "require_escalated" | undefined;
  readonly justification?: string | null | undefined;
  readonly prefix_rule?: readonly string[] | null | undefined;
}

/** What the model asked for, with defaults filled in. */
export function toPermissionRequest(args: PermissionArguments): PermissionRequest {
  return {
    permission: args.sandbox_permissions ?? "use_default",
    justification: args.justification ?? undefined,
    prefixRule: args.prefix_rule ?? undefined,
  };
}

/** The parameters as the model is shown them; `prefix_rule` only where rules can be kept. */
export function permissionProperties(offersRule: boolean): { readonly [name: string]: ToolJsonSchema } {
  return {
    justification: { type: "string" },
    sandbox_permissions: { type: "string" },
    ...(offersRule ? { prefix_rule: { type: "array", items: { type: "string" } } } : {}),
  };
}
