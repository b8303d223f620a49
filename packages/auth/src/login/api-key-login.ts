/** The login with an API key. */
import { AuthError } from "../errors.ts";
import { Secret } from "../secret.ts";
import type { StoredLogin } from "../storage/stored-login.ts";

/** The key as a login. Throws `login_failed` for a text that cannot be one: it could be stored, but never be sent. */
export function toApiKeyLogin(text: string): StoredLogin {
  const key = text.trim();
  if (key === "") throw new AuthError("login_failed", "The API key is empty.");
  if (!/^[\x21-\x7e]+$/.test(key)) {
    const message = "The API key holds white space or characters that no key has. Copy it again.";
    throw new AuthError("login_failed", message);
  }
  return { mode: "apikey", apiKey: new Secret(key), tokens: undefined, lastRefresh: undefined };
}
