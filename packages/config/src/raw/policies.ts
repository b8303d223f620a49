/** Approval, sandbox, and the trust in projects. */
import { ApprovalPolicy, SandboxMode } from "@codex-ts/protocol";
import { boolean, choice, list, map, path, table } from "./schema.ts";

export const profilePolicyKeys = {
  approval_policy: choice(ApprovalPolicy.options),
  sandbox_mode: choice(SandboxMode.options),
};

export const sandboxWorkspaceWrite = table({
  writable_roots: list(path),
  network_access: boolean,
  exclude_tmpdir_env_var: boolean,
  exclude_slash_tmp: boolean,
});

export const projects = map(table({ trust_level: choice(["trusted", "untrusted"]) }));
