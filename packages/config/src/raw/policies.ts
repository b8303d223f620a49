/** Approval, sandbox, and the trust in projects. */
import { approvalPolicies, sandboxModes } from "@codex-ts/protocol/words";
import { boolean, choice, list, map, path, table } from "./schema.ts";

/** Keys that may also stand in a profile. */
export const profilePolicyKeys = {
  approval_policy: choice(approvalPolicies),
  sandbox_mode: choice(sandboxModes),
};

/** `[sandbox_workspace_write]`: what that sandbox mode opens. */
export const sandboxWorkspaceWrite = table({
  writable_roots: list(path),
  network_access: boolean,
  exclude_tmpdir_env_var: boolean,
  exclude_slash_tmp: boolean,
});

/** `[projects."<path>"]`: the trust in directories. */
export const projects = map(table({ trust_level: choice(["trusted", "untrusted"]) }));
