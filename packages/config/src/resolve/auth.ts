import type { RawConfig } from "../raw/config-table.ts";
import type { AuthSettings } from "../resolved-config.ts";

/** How the user logs in, and the back end that belongs to it. */
export function resolveAuth(raw: RawConfig): AuthSettings {
  return {
    credentialsStore: raw.cli_auth_credentials_store ?? "file",
    chatgptBaseUrl: raw.chatgpt_base_url ?? "https://chatgpt.com/backend-api/",
    forcedLoginMethod: raw.forced_login_method,
    forcedChatgptWorkspaceId: raw.forced_chatgpt_workspace_id?.trim() || undefined,
  };
}
