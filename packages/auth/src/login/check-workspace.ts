/** Whether a login is for the workspace that the settings demand. */
import { AuthError } from "../errors.ts";
import type { IdTokenClaims } from "../id-token.ts";

/** Throws `login_failed` when the settings allow one workspace only, and the login is for another or for none. */
export function checkWorkspace({ accountId }: IdTokenClaims, workspaceId: string | undefined): void {
  if (workspaceId === undefined || accountId === workspaceId) return;
  const other = accountId === undefined ? "no workspace" : `the workspace ${accountId}`;
  throw new AuthError(
    "login_failed",
    `The settings allow only a login for the workspace ${workspaceId} (forced_chatgpt_workspace_id), but this one is for ${other}. Choose the right workspace while you log in.`,
  );
}
