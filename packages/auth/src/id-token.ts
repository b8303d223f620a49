/** What a ChatGPT login's id token says about the user. Neither signature nor expiry is checked: it only informs. */
import { isJsonObject } from "@codex-ts/protocol";
import { readJwt } from "./read-jwt.ts";

const AUTH_CLAIM = "https://api.openai.com/auth";
const PROFILE_CLAIM = "https://api.openai.com/profile";

/** The claims that we use; each may be missing. */
export interface IdTokenClaims {
  readonly email: string | undefined;
  /** As the server names it: `free`, `plus`, `pro`, `team`, …; new names may appear. */
  readonly planType: string | undefined;
  readonly userId: string | undefined;
  readonly accountId: string | undefined;
}

/** Reads a JWT's claims; undefined when it is no JWT. */
export function parseIdToken(jwt: string): IdTokenClaims | undefined {
  const claims = readJwt(jwt);
  if (!claims) return undefined;
  const auth = objectAt(claims, AUTH_CLAIM);
  return {
    email: stringAt(claims, "email") ?? stringAt(objectAt(claims, PROFILE_CLAIM), "email"),
    planType: stringAt(auth, "chatgpt_plan_type"),
    userId: stringAt(auth, "chatgpt_user_id") ?? stringAt(auth, "user_id"),
    accountId: stringAt(auth, "chatgpt_account_id"),
  };
}

function objectAt(parent: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const value = parent[key];
  return isJsonObject(value) ? value : {};
}

function stringAt(parent: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = parent[key];
  return typeof value === "string" ? value : undefined;
}
