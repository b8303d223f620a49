/** A throw-away CODEX_HOME for the tests of this package. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { unsignedJwt } from "@codex-ts/test-support/identity";

/** A folder that is removed at the end of the `using` block. */
export interface TempCodexHome extends AsyncDisposable {
  readonly path: string;
  /** Writes `auth.json`: text as it is, anything else as JSON. */
  writeAuth(content: unknown): Promise<void>;
  /** What stands in `auth.json`. */
  readAuth(): Promise<Record<string, unknown>>;
}

/** Makes an empty home. */
export async function tempCodexHome(): Promise<TempCodexHome> {
  const home = await mkdtemp(path.join(tmpdir(), "codex-auth-"));
  const file = path.join(home, "auth.json");
  return {
    path: home,
    writeAuth: (content) =>
      writeFile(file, typeof content === "string" ? content : JSON.stringify(content, undefined, 2), {
        mode: 0o600,
      }),
    readAuth: async () => JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>,
    [Symbol.asyncDispose]: () => rm(home, { recursive: true }),
  };
}

/** The `tokens` of a ChatGPT login; without an account nobody knows whose they are. */
export function chatgptTokens(accessToken: string, accountId: string | null) {
  return {
    id_token: unsignedJwt({
      email: "ada@example.com",
      "https://api.openai.com/auth": {
        chatgpt_plan_type: "plus",
        ...(accountId !== null && { chatgpt_account_id: accountId }),
      },
    }),
    access_token: accessToken,
    refresh_token: "refresh-me",
    account_id: accountId,
  };
}
