import { AuthError, Secret } from "@codex-ts/auth";
import { expect, test } from "@jest/globals";
import { checkLogin } from "./check-login.ts";

type Login = Parameters<typeof checkLogin>[1];

const nobody: Login = { auth: undefined, source: "none", problem: undefined };
const withKey: Login = { auth: { mode: "apikey", key: new Secret("k") }, source: "stored" };
const withEnvKey: Login = { ...withKey, source: "CODEX_API_KEY" };
const withChatgpt: Login = {
  auth: {
    mode: "chatgpt",
    accessToken: new Secret("a"),
    accountId: "acc-1",
    userId: undefined,
    email: undefined,
    planType: undefined,
  },
  source: "stored",
};
const openai = {
  baseUrl: undefined,
  bearerToken: undefined,
  envKey: undefined,
  requiresOpenaiAuth: true,
  wireApi: "responses" as "responses" | "chat",
};

function check(
  login: Login,
  changes: {
    readonly provider?: Partial<Omit<typeof openai, "baseUrl" | "envKey">> & {
      readonly baseUrl?: string;
      readonly envKey?: string;
    };
    readonly forced?: "api" | "chatgpt";
    readonly workspace?: string;
    readonly mustBeLoggedIn?: boolean;
  } = {},
): string {
  try {
    const provider = { ...openai, ...changes.provider };
    const auth = { forcedLoginMethod: changes.forced, forcedChatgptWorkspaceId: changes.workspace };
    checkLogin({ provider, auth }, login, changes.mustBeLoggedIn ?? true);
    return "fine";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

test("a login of any kind is fine, unless the settings exclude it", () => {
  expect(check(withKey)).toBe("fine");
  expect(check(withKey, { forced: "api" })).toBe("fine");
  expect(check(withChatgpt, { forced: "chatgpt", workspace: "acc-1" })).toBe("fine");
});

test("what the settings exclude is refused, wherever it comes from", () => {
  expect(check(withKey, { forced: "chatgpt" })).toContain("forced_login_method");
  expect(check(withEnvKey, { forced: "chatgpt" })).toContain("forced_login_method");
  expect(check(withChatgpt, { forced: "api", mustBeLoggedIn: false })).toContain("forced_login_method");
  expect(check(withChatgpt, { workspace: "acc-2" })).toMatch(/acc-2.*forced_chatgpt_workspace_id.*acc-1/);
});

test("no login is refused only where OpenAI would refuse it and nobody can log in later", () => {
  expect(check(nobody)).toContain("OPENAI_API_KEY");
  expect(check(nobody, { mustBeLoggedIn: false })).toBe("fine");
  expect(check(nobody, { provider: { baseUrl: "http://127.0.0.1:1" } })).toBe("fine");
  expect(check(nobody, { provider: { requiresOpenaiAuth: false } })).toBe("fine");
});

test("a stored login that is broken says what is wrong with it, where the provider would get it", () => {
  const problem = new AuthError("auth_file_invalid", "auth.json is broken");
  const broken: Login = { auth: undefined, source: "none", problem };
  const baseUrl = "http://127.0.0.1:1";
  expect(check(broken)).toBe("auth.json is broken");
  expect(check(broken, { provider: { baseUrl, requiresOpenaiAuth: false } })).toBe("auth.json is broken");
  expect(check(broken, { mustBeLoggedIn: false })).toBe("fine");
  expect(check(broken, { provider: { baseUrl, envKey: "KEY" } })).toBe("fine");
  const chat = { baseUrl, requiresOpenaiAuth: false, wireApi: "chat" } as const;
  expect(check(broken, { provider: chat })).toBe("fine");
});
