/** Reads what a JWT says. Nothing is verified: the servers that take the token do that. */
import { parseJsonObject } from "@codex-ts/protocol";

/** The claims of a JWT: three parts that are not empty (more are not looked at), the middle one base64url without padding. */
export function readJwt(token: string): Readonly<Record<string, unknown>> | undefined {
  const [header, payload, signature] = token.split(".");
  if (!header || !payload || !signature || !/^[\w-]+$/.test(payload)) return undefined;
  return parseJsonObject(Buffer.from(payload, "base64url").toString("utf8"));
}

/** When a token was issued and until when it is good, by the clock of its issuer, in Unix milliseconds. */
export interface TokenTimes {
  readonly issuedAt: number | undefined;
  readonly expiresAt: number | undefined;
}

/** The times that a token names; a token that is no JWT names none. */
export function readTokenTimes(token: string): TokenTimes {
  const claims = readJwt(token);
  return { issuedAt: seconds(claims?.["iat"]), expiresAt: seconds(claims?.["exp"]) };
}

function seconds(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value * 1000 : undefined;
}
