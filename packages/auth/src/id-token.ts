/** What a ChatGPT login's id token says about the user. Neither signature nor expiry is checked: it only informs. */
import { isJsonObject } from "@codex-ts/protocol";

const AUTH_CLAIM = "https://api.openai.com/auth";
const PROFILE_CLAIM = "https://api.openai.com/profile";
/** JWT parts are base64url without padding (RFC 7515). */
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** The claims that we use; each may be missing. */
export interface IdTokenClaims {
  readonly email: string | undefined;
  /** As the server names it: `free`, `plus`, `pro`, `team`, …; new names may appear. */
  readonly planType: string | undefined;
  readonly userId: string | undefined;
  readonly accountId: string | undefined;
}

/** Reads a JWT's claims; undefined when it is not three parts with a JSON object in the middle. */
export function parseIdToken(jwt: string): IdTokenClaims | undefined {
  const parts = jwt.split(".");
  const payload = parts[1];
  if (parts.length !== 3 || parts.includes("") || payload === undefined) return undefined;
  const claims = decodePayload(payload);
  if (!claims) return undefined;
  const auth = objectAt(claims, AUTH_CLAIM);
  return {
    email: stringAt(claims, "email") ?? stringAt(objectAt(claims, PROFILE_CLAIM), "email"),
    planType: stringAt(auth, "chatgpt_plan_type"),
    userId: stringAt(auth, "chatgpt_user_id") ?? stringAt(auth, "user_id"),
    accountId: stringAt(auth, "chatgpt_account_id"),
  };
}

function decodePayload(payload: string): Record<string, unknown> | undefined {
  if (!BASE64URL.test(payload)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function objectAt(parent: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = parent[key];
  return isJsonObject(value) ? value : {};
}

function stringAt(parent: Record<string, unknown>, key: string): string | undefined {
  const value = parent[key];
  return typeof value === "string" ? value : undefined;
}
