/** Logging in and out with the built program, against an identity server on loopback. */
import { accessSync, constants } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { connect } from "node:net";
import path from "node:path";
import { reply, say, status } from "@codex-ts/test-support";
import { chatgptAuthJson, identityServer } from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import { CODEX, openStage, type Stage, type StageOptions } from "./stage.ts";

const KEY = "sk-test1234567890abcdef";
const isTaken = await portIsTaken(1455);
const withPort = isTaken ? test.skip : test;
const CHROMIUM = "/usr/bin/chromium";
const hasChromium = canRun(CHROMIUM);
const withChromium = isTaken || !hasChromium ? test.skip : test;

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function portIsTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const settle = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once("connect", () => settle(true)).once("error", () => settle(false));
  });
}

/** A home without a login, whose provider takes OpenAI's. */
const plain: StageOptions = {
  replies: [],
  home: { provider: { requires_openai_auth: true, env_key: undefined } },
};

async function loginWithKey(stage: Stage, input: string, ...args: string[]) {
  const program = await stage.start(["login", "--with-api-key", ...args], { stdin: { text: input } });
  return program.result;
}

const stored = async (stage: Stage): Promise<unknown> => JSON.parse(await stage.home.read("auth.json"));

test("an API key from a pipe is stored, shown in part, and removed", async () => {
  await using stage = await openStage(plain);
  expect(await stage.codex("login", "status")).toMatchObject({
    code: 1,
    stdout: "",
    stderr: "Not logged in\n",
  });
  const login = await loginWithKey(stage, ` ${KEY}\n`);
  expect(login).toMatchObject({ code: 0, stdout: "" });
  expect(login.stderr).toMatch(/Successfully logged in\n$/);
  expect(await stored(stage)).toEqual({ auth_mode: "apikey", OPENAI_API_KEY: KEY });
  expect((await stat(path.join(stage.home.codexHome, "auth.json"))).mode & 0o777).toBe(0o600);
  expect(await stage.codex("login", "status")).toMatchObject({
    code: 0,
    stderr: "Logged in using an API key - sk-test1***bcdef\n",
  });
  expect(await stage.codex("logout")).toMatchObject({ code: 0, stderr: "Successfully logged out\n" });
  expect(await stage.codex("logout")).toMatchObject({ code: 0, stderr: "Not logged in\n" });
  await stage.settle();
});

test.each([
  ["no key", "\n", "No API key"],
  ["two words", "sk one", "white space"],
])("%s on standard input is refused", async (_, input, message) => {
  await using stage = await openStage(plain);
  const login = await loginWithKey(stage, input);
  expect(login.code).toBe(1);
  expect(login.stderr).toContain(message);
  expect(login.stderr).not.toContain("sk one");
  await expect(stored(stage)).rejects.toMatchObject({ code: "ENOENT" });
});

test("a key as an argument is refused, and not repeated", async () => {
  await using stage = await openStage(plain);
  const login = await stage.codex("login", "--api-key", KEY);
  expect(login.code).toBe(1);
  expect(login.stderr).toContain("--with-api-key");
  expect(login.stderr).not.toContain(KEY);
});

test.each([
  ["chatgpt", ["--with-api-key"]],
  ["api", []],
  ["api", ["--device-auth"]],
])("forced_login_method = %s refuses `login %s`", async (method, args) => {
  await using stage = await openStage(plain);
  const login = await stage.codex("login", ...args, "-c", `forced_login_method="${method}"`);
  expect(login.code).toBe(1);
  expect(login.stderr).toContain("forced_login_method");
});

test("a key of the environment is named in the status", async () => {
  await using stage = await openStage(plain);
  const program = await stage.start(["login", "status"], { env: { ...stage.home.env, OPENAI_API_KEY: KEY } });
  const { code, stderr } = await program.result;
  expect(code).toBe(0);
  expect(stderr).toMatch(/OPENAI_API_KEY.*sk-test1\*\*\*bcdef/);
});

test("a broken auth.json is told, and kept when a login takes its place", async () => {
  await using stage = await openStage({
    ...plain,
    home: { ...plain.home, files: { "auth.json": "{ torn sk-x" } },
  });
  const shown = await stage.codex("login", "status");
  expect(shown.code).toBe(1);
  expect(shown.stderr).toMatch(/auth\.json.*not a JSON object/);
  expect((await loginWithKey(stage, KEY)).stderr).toContain("auth.json.bak");
  expect(await stage.home.read("auth.json.bak")).toBe("{ torn sk-x");
});

test("a device code leads to a login that requests use", async () => {
  await using identity = await identityServer();
  await using stage = await openStage({ ...plain, replies: [reply(say("done"))] });
  const login = await stage.codex("login", "--device-auth", "--experimental_issuer", identity.url);
  expect(login.code).toBe(0);
  expect(login.stderr).toContain(`${identity.url}/codex/device`);
  expect(login.stderr).toContain("ABCD-1234");
  expect(await stored(stage)).toMatchObject({
    auth_mode: "chatgpt",
    OPENAI_API_KEY: null,
    tokens: { access_token: "access-1", refresh_token: "refresh-1", account_id: "acc-1" },
  });
  expect(await stage.codex("login", "status")).toMatchObject({ stderr: "Logged in using ChatGPT\n" });
  expect(await stage.codex("exec", "hi")).toMatchObject({ code: 0, stdout: "done\n" });
  expect(stage.model.request(0).headers).toMatchObject({
    authorization: "Bearer access-1",
    "chatgpt-account-id": "acc-1",
  });
  await stage.settle();
});

/** Starts a browser login whose "browser" is this command; gives the address that it was to open. */
async function startBrowserLogin(stage: Stage, issuer: string, browser: string) {
  const program = await stage.startProgram(
    ["bash", "-c", `exec "$0" login --experimental_issuer ${issuer} 2>&1`, CODEX],
    { env: { ...stage.home.env, BROWSER: browser } },
  );
  return { program, url: await program.stdoutLine(new RegExp(`^${issuer}/oauth/authorize`)) };
}

withPort("a browser that opens the address logs in, and the program ends", async () => {
  await using identity = await identityServer();
  await using stage = await openStage(plain);
  const opened = path.join(stage.home.home, "opened");
  const browser = `bash -c 'echo "$0" > ${opened}' %s`;
  const { program, url } = await startBrowserLogin(stage, identity.url, browser);
  const page = await fetch(url, { headers: { connection: "close" } });
  expect(await page.text()).toContain("You are logged in");
  const { code, stdout } = await program.result;
  expect(code).toBe(0);
  expect(stdout).toContain("http://localhost:1455");
  expect(stdout).toMatch(/Successfully logged in\n$/);
  expect(await readFile(opened, "utf8")).toBe(`${url}\n`);
  expect(await stored(stage)).toMatchObject({ auth_mode: "chatgpt", tokens: { access_token: "access-1" } });
  await stage.settle();
});

withPort("Ctrl-C ends a login in good order", async () => {
  await using identity = await identityServer();
  await using stage = await openStage(plain);
  const { program } = await startBrowserLogin(stage, identity.url, "true");
  program.kill("SIGINT");
  expect((await program.result).code).toBe(130);
  expect(await portIsTaken(1455)).toBe(false);
  await stage.settle();
});

const chromiumTitle = hasChromium ? "" : ` (needs ${CHROMIUM}: Debian package chromium)`;
withChromium(
  `Chromium goes through the login and shows the page${chromiumTitle}`,
  async () => {
    await using identity = await identityServer();
    await using stage = await openStage(plain);
    const { program, url } = await startBrowserLogin(stage, identity.url, "true");
    const profile = path.join(stage.home.home, "chromium");
    const flags = [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      `--user-data-dir=${profile}`,
      "--dump-dom",
    ];
    const browser = await stage.startProgram([CHROMIUM, ...flags, url], {
      signal: AbortSignal.timeout(50_000),
    });
    const { stdout } = await browser.result;
    expect(stdout).toContain("<h1>You are logged in</h1>");
    expect((await program.result).code).toBe(0);
    expect(await stored(stage)).toMatchObject({ tokens: { access_token: "access-1" } });
  },
  60_000,
);

const withLogin = (replies: StageOptions["replies"]): StageOptions => ({
  ...plain,
  replies,
  home: {
    ...plain.home,
    files: {
      "auth.json": chatgptAuthJson({ access: "access-1", refresh: "refresh-1" }, new Date().toISOString()),
    },
  },
});

async function runExec(stage: Stage, refreshUrl: string) {
  const env = { ...stage.home.env, CODEX_REFRESH_TOKEN_URL_OVERRIDE: refreshUrl };
  return (await stage.start(["exec", "hi"], { env })).result;
}

test("a refused token is tried again from the file, then renewed once and stored", async () => {
  await using identity = await identityServer({
    "POST /oauth/token": () => ({ json: { access_token: "access-2", refresh_token: "refresh-2" } }),
  });
  const url = `${identity.url}/oauth/token`;
  await using stage = await openStage(withLogin([status(401, {}), status(401, {}), reply(say("done"))]));
  expect(await runExec(stage, url)).toMatchObject({ code: 0, stdout: "done\n" });
  const sent = [0, 1, 2].map((index) => stage.model.request(index).headers["authorization"]);
  expect(sent).toEqual(["Bearer access-1", "Bearer access-1", "Bearer access-2"]);
  expect(identity.requests).toHaveLength(1);
  expect(await stored(stage)).toMatchObject({
    tokens: { access_token: "access-2", refresh_token: "refresh-2" },
  });
  await stage.settle();
});

test("a token that another program stored meanwhile is used without a renewal", async () => {
  await using identity = await identityServer();
  const auth = chatgptAuthJson({ access: "access-new", refresh: "refresh-new" }, new Date().toISOString());
  await using stage = await openStage(
    withLogin([
      async () => {
        await stage.home.write({ "auth.json": auth });
        return status(401, {});
      },
      reply(say("done")),
    ]),
  );
  expect(await runExec(stage, `${identity.url}/oauth/token`)).toMatchObject({ code: 0, stdout: "done\n" });
  const sent = [0, 1].map((index) => stage.model.request(index).headers["authorization"]);
  expect(sent).toEqual(["Bearer access-1", "Bearer access-new"]);
  expect(identity.requests).toEqual([]);
  expect(await stage.home.read("auth.json")).toBe(auth);
  await stage.settle();
});

test("a login that cannot be renewed ends the run with what to do, and no token is shown", async () => {
  await using identity = await identityServer({
    "POST /oauth/token": () => ({ status: 401, json: { error: { code: "refresh_token_expired" } } }),
  });
  const url = `${identity.url}/oauth/token`;
  await using stage = await openStage(withLogin([status(401, {}), status(401, {})]));
  const before = await stage.home.read("auth.json");
  const { code, stdout, stderr } = await runExec(stage, url);
  expect(code).toBe(1);
  expect(stderr).toContain("log out and sign in again");
  expect(stdout + stderr).not.toMatch(/access-1|refresh-1/);
  expect(await stage.home.read("auth.json")).toBe(before);
  await stage.settle();
});
