/** Logging in, and the back end that belongs to it. */
import { choice, string } from "./schema.ts";

/** Keys at the top level. */
export const authKeys = {
  forced_chatgpt_workspace_id: string,
  forced_login_method: choice(["chatgpt", "api"]),
  cli_auth_credentials_store: choice(["file", "keyring", "auto", "ephemeral"]),
};

/** Keys that may also stand in a profile. */
export const profileAuthKeys = { chatgpt_base_url: string };
