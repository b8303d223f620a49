/** A throw-away CODEX_HOME for the tests of this package. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder that is removed at the end of the `using` block. */
export interface TempCodexHome extends AsyncDisposable {
  readonly path: string;
  /** Writes `auth.json`: text as it is, anything else as JSON. */
  writeAuth(content: unknown): Promise<void>;
}

/** Makes an empty home. */
export async function tempCodexHome(): Promise<TempCodexHome> {
  const home = await mkdtemp(path.join(tmpdir(), "codex-auth-"));
  return {
    path: home,
    writeAuth: (content) =>
      writeFile(
        path.join(home, "auth.json"),
        typeof content === "string" ? content : JSON.stringify(content, undefined, 2),
        { mode: 0o600 },
      ),
    [Symbol.asyncDispose]: () => rm(home, { recursive: true }),
  };
}

/** An unsigned JWT with these claims. */
export function jwt(claims: unknown): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${encode({ alg: "none" })}.${encode(claims)}.c2lnbmF0dXJl`;
}

/** The `tokens` of a ChatGPT login. */
export function chatgptTokens(accessToken: string, accountId: string | null) {
  return {
    id_token: jwt({
      email: "ada@example.com",
      "https://api.openai.com/auth": { chatgpt_plan_type: "plus", chatgpt_account_id: "acc-claim" },
    }),
    access_token: accessToken,
    refresh_token: "refresh-me",
    account_id: accountId,
  };
}
