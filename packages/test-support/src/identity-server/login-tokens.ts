/** Tokens as an identity server gives them; nobody has signed them. */

/** Whose tokens they are. */
export interface TokenOwner {
  readonly email?: string;
  readonly planType?: string;
  readonly accountId?: string;
  readonly userId?: string;
}

/** An unsigned JWT with these claims. */
export function unsignedJwt(claims: unknown): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${encode({ alg: "none" })}.${encode(claims)}.c2lnbmF0dXJl`;
}

/** An id token; by default of Ada, who has the plan `plus` and the account `acc-1`. */
export function idToken(owner: TokenOwner = {}): string {
  return unsignedJwt({
    email: owner.email ?? "ada@example.com",
    "https://api.openai.com/auth": {
      chatgpt_plan_type: owner.planType ?? "plus",
      chatgpt_user_id: owner.userId ?? "user-1",
      chatgpt_account_id: owner.accountId ?? "acc-1",
    },
  });
}

/** The text of an `auth.json` with a ChatGPT login; `lastRefresh` is an RFC 3339 time. */
export function chatgptAuthJson(
  tokens: { readonly access: string; readonly refresh: string },
  lastRefresh: string,
  owner: TokenOwner = {},
): string {
  return JSON.stringify({
    auth_mode: "chatgpt",
    OPENAI_API_KEY: null,
    tokens: {
      id_token: idToken(owner),
      access_token: tokens.access,
      refresh_token: tokens.refresh,
      account_id: owner.accountId ?? "acc-1",
    },
    last_refresh: lastRefresh,
  });
}
