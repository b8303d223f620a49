/** Settings and requirements of the built program. */
import { mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { CLIENT, startServer } from "./server-stage.ts";
import { openStage, parseLines, type Stage } from "./stage.ts";

/** A machine that has requirements of its own keeps them, so these tests can say nothing there. */
const hasOwnSystemDir = (await readdir("/etc/codex").catch(() => [])).length > 0;
const testOnOpenMachine = hasOwnSystemDir ? test.skip : test;

/** Runs `codex` with a machine directory that holds these requirements. */
async function codexUnder(stage: Stage, requirements: string, ...args: readonly string[]) {
  const folder = path.join(stage.home.home, "machine");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "requirements.toml"), requirements);
  const program = await stage.start(args, { env: { ...stage.home.env, CODEX_SYSTEM_DIR: folder } });
  return { ...(await program.result), file: path.join(folder, "requirements.toml") };
}

/** Runs `codex` where `--json` means one JSON value and not lines of events. */
async function plain(stage: Stage, ...args: readonly string[]) {
  return (await stage.start(args)).result;
}

function searchTool(stage: Stage) {
  const tools = stage.model.request(0).body?.["tools"];
  return (Array.isArray(tools) ? tools : []).find(({ type }) => type === "web_search");
}

testOnOpenMachine.each<[string, readonly string[], string, unknown]>([
  ["full access under [cached]", ["-s", "danger-full-access"], "['cached']", { external_web_access: false }],
  ["full access under [live]", ["-s", "danger-full-access"], "['live']", { external_web_access: true }],
  ["live asked for under [cached]", ["-c", "web_search=live"], "['cached']", { external_web_access: false }],
  ["anything under []", ["-c", "web_search=live"], "[]", undefined],
])("web search: %s", async (_name, args, allowed, expected) => {
  await using stage = await openStage({ replies: [reply(say("ok"))] });
  const result = await codexUnder(stage, `allowed_web_search_modes = ${allowed}\n`, "exec", ...args, "hi");
  expect(result).toMatchObject({ code: 0 });
  if (expected === undefined) expect(searchTool(stage)).toBeUndefined();
  else expect(searchTool(stage)).toMatchObject(Object(expected));
  await stage.settle();
});

test.each<[string, readonly string[], unknown]>([
  ["is cached by default", [], { external_web_access: false }],
  ["is live with full access", ["-s", "danger-full-access"], { external_web_access: true }],
  [
    "is absent when disabled, whatever older switches say",
    ["-c", "web_search=disabled", "--enable", "web_search_request"],
    undefined,
  ],
  [
    "is what the older switch says where nothing else does",
    ["--enable", "web_search_request"],
    { external_web_access: true },
  ],
])("web search %s", async (_name, args, expected) => {
  await using stage = await openStage({ replies: [reply(say("ok"))] });
  expect(await stage.codex("exec", ...args, "hi")).toMatchObject({ code: 0 });
  if (expected === undefined) expect(searchTool(stage)).toBeUndefined();
  else expect(searchTool(stage)).toMatchObject(Object(expected));
  await stage.settle();
});

testOnOpenMachine.each([
  ["allowed_web_search_modes = ['cached']\n", { allowedWebSearchModes: ["cached", "disabled"] }],
  ["", null],
])("clients are told the requirements: %j", async (text, requirements) => {
  await using stage = await openStage({ replies: [] });
  const folder = path.join(stage.home.home, "machine");
  await mkdir(folder);
  await writeFile(path.join(folder, "requirements.toml"), text);
  const env = { ...stage.home.env, CODEX_SYSTEM_DIR: folder };
  const { client } = await startServer(stage, [], { env });
  await client.result("initialize", CLIENT);
  const read = await client.result("configRequirements/read");
  if (requirements) expect(read.requirements).toMatchObject(requirements);
  else expect(read).toEqual({ requirements });
  expect(await client.end()).toMatchObject({ code: 0 });
  await stage.settle();
});

testOnOpenMachine("a sandbox that is not allowed is replaced, and the user is told by whom", async () => {
  await using stage = await openStage({ replies: [reply(say("ok"))] });
  const rules = "allowed_sandbox_modes = ['read-only']\nenforce_residency = 'us'\n";
  const result = await codexUnder(stage, rules, "exec", "--json", "-s", "workspace-write", "hi");
  expect(result.code).toBe(0);
  expect(result.stdout + result.stderr).toContain(`(set by ${result.file})`);
  expect(JSON.stringify(stage.model.request(0).input)).toContain("read-only");
  expect(stage.model.request(0).headers["x-openai-internal-codex-residency"]).toBe("us");
  await stage.settle();
});

testOnOpenMachine("requirements that are broken stop the start with their place", async () => {
  await using stage = await openStage({ replies: [] });
  const result = await codexUnder(stage, "allowed_sandbox_modes = 5\n", "exec", "hi");
  expect(result).toMatchObject({ code: 1, stdout: "" });
  expect(result.stderr).toContain(`${result.file}:1:25: `);
  await stage.settle();
});

testOnOpenMachine("MCP servers that are not on the list are switched off, and say so", async () => {
  const config = "[mcp_servers.a]\ncommand = 'x'\n[mcp_servers.b]\ncommand = 'y'\n";
  await using stage = await openStage({ replies: [], home: { config } });
  const newer = await codexUnder(stage, "[mcp_servers.a.identity]\ncommand = 'x'\n", "mcp", "list");
  expect(newer.stdout).toContain(`disabled: requirements (${newer.file})`);
  const older = await codexUnder(stage, "[mcp_server_allowlist.b]\ncommand = 'y'\n", "mcp", "list", "--json");
  expect(JSON.parse(older.stdout)).toMatchObject([
    { name: "a", enabled: false, disabled_reason: `requirements (${older.file})` },
    { name: "b", enabled: true, disabled_reason: null },
  ]);
  await stage.settle();
});

testOnOpenMachine("the file of variables in the home cannot choose the machine's directory", async () => {
  await using stage = await openStage({ replies: [], home: { files: { "other/config.toml": "x = 1\n" } } });
  const other = path.join(stage.home.codexHome, "other");
  await stage.home.write({ ".env": `CODEX_SYSTEM_DIR=${other}\n` });
  const { stdout } = await stage.codex("debug", "config");
  expect(stdout).toContain("  1. system (/etc/codex/config.toml) (");
  await stage.settle();
});

test("what changes nothing is told on stderr once, and leaves the stream of events alone", async () => {
  await using stage = await openStage({
    replies: [reply(say("ok"))],
    home: { files: { ".env": "A=1\nhalf a secret\n" } },
  });
  const env = { ...stage.home.env, CODEX_SYSTEM_DIR: "relative" };
  const program = await stage.start(["exec", "--json", "--local-provider", "ollama", "hi"], { env });
  const { code, stdout, stderr } = await program.result;
  expect(code).toBe(0);
  expect(parseLines(stdout).at(-1)).toMatchObject({ type: "turn.completed" });
  expect(stderr.match(/^warning: .*$/gm)).toEqual([
    'warning: CODEX_SYSTEM_DIR is ignored: "relative" is not a full path.',
    expect.stringContaining(`${path.join(stage.home.codexHome, ".env")}: line 2 is ignored`),
    "warning: --local-provider has no effect without --oss.",
  ]);
  expect(stderr).not.toContain("secret");
  await stage.settle();
});

test("debug config lists the layers and says why one does not count", async () => {
  await using stage = await openStage({
    replies: [],
    files: { ".codex/config.toml": "model = 'x'\n" },
  });
  const { stdout, code } = await plain(stage, "debug", "config", "--json", "-c", "model=y");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    layers: [
      { source: expect.stringMatching(/^system \(/) },
      { source: `user (${stage.home.codexHome}/config.toml)`, state: "enabled" },
      {
        source: `project (${stage.repo.path}/.codex/config.toml)`,
        state: "disabled",
        reason: expect.any(String),
      },
      { source: "session-flags", state: "enabled" },
    ],
  });
  await stage.settle();
});

testOnOpenMachine("debug config shows the layers also where they cannot be used", async () => {
  await using stage = await openStage({ replies: [], home: { config: "modle = 'x'\nmodel = 5\n" } });
  const result = await codexUnder(stage, "allowed_sandbox_modes = 5\n", "debug", "config");
  const user = `${stage.home.codexHome}/config.toml`;
  expect(result.code).toBe(1);
  const lines = result.stdout.split("\n");
  expect(lines[1]).toBe(`  1. system (${path.dirname(result.file)}/config.toml) (no such file)`);
  expect(lines[2]).toBe(`  2. user (${user}) (enabled)`);
  expect(result.stdout).toContain(`  - (error: ${result.file}:1:25: invalid type: `);
  expect(result.stderr).toContain(`Error loading requirements.toml:\n${result.file}:1:25: `);
  expect(result.stderr).toContain(`warning: ${user}:2:1: unknown key \`modle\``);

  const faulty = await plain(stage, "debug", "config");
  expect(faulty.stdout).toContain(`  2. user (${user}) (error: ${user}:3:9: invalid type: integer \`5\`, `);
  await stage.settle();
});

test("features are listed, and switched without a change of anything else", async () => {
  await using stage = await openStage({ replies: [] });
  const before = await stage.home.read("config.toml");
  const enabled = await stage.codex("features", "enable", "sqlite");
  expect(enabled).toMatchObject({ code: 0, stdout: "Enabled feature `sqlite` in config.toml.\n" });
  expect(enabled.stderr).toContain("sqlite");
  expect(await stage.home.read("config.toml")).toBe(`${before.trimEnd()}\n\n[features]\nsqlite = true\n`);
  const listed = await stage.codex("features", "list");
  const lines = listed.stdout.split("\n");
  expect(lines[0]).toBe("undo                             stable             false");
  expect(lines).toContain("sqlite                           under development  true");
  for (const { stderr } of [enabled, listed]) {
    expect(stderr).toContain("warning: `sqlite` has no effect in this version yet.\n");
  }
  expect(lines).toHaveLength(29);
  expect(await stage.codex("features", "enable", "nope")).toMatchObject({
    code: 1,
    stderr: "Error: Unknown feature flag: nope\n",
  });
  await stage.settle();
});

test("a misspelt feature in the file is told by list and enable", async () => {
  await using stage = await openStage({ replies: [], home: { config: "[features]\nundoo = true\n" } });
  const warning = /^warning: .*config\.toml:\d+:1: unknown key `undoo` is ignored. Did you mean `undo`\?\n$/;
  expect((await stage.codex("features", "list")).stderr).toMatch(warning);
  expect((await stage.codex("features", "enable", "steer")).stderr).toMatch(warning);
  await stage.settle();
});

test("a feature of a profile goes into the profile", async () => {
  await using stage = await openStage({
    replies: [],
    home: { config: "[profiles.p]\nmodel = 'x' # mine\n" },
  });
  expect(await stage.codex("-p", "p", "features", "enable", "undo")).toMatchObject({ code: 0 });
  const text = await stage.home.read("config.toml");
  expect(text).toContain("[profiles.p]\nmodel = 'x' # mine\n");
  expect(text).toContain("[profiles.p.features]\nundo = true\n");
  expect(await stage.codex("-p", "nope", "features", "enable", "undo")).toMatchObject({ code: 1 });
  await stage.settle();
});

test("MCP servers are added, shown and removed; the rest of the file stays", async () => {
  await using stage = await openStage({ replies: [] });
  const before = await stage.home.read("config.toml");
  const add = await stage.codex("mcp", "add", "docs", "--env", "B=2", "--env", "A=1", "--", "prog", "-x");
  expect(add).toMatchObject({ code: 0, stdout: "Added global MCP server 'docs'.\n" });
  expect(await stage.home.read("config.toml")).toBe(
    `${before.trimEnd()}\n\n[mcp_servers.docs]\ncommand = "prog"\nargs = ["-x"]\n\n[mcp_servers.docs.env]\nA = "1"\nB = "2"\n`,
  );
  expect((await stage.codex("mcp", "list")).stdout).toBe(
    "Name  Command  Args  Env               Cwd  Status   Auth       \ndocs  prog     -x    A=*****, B=*****  -    enabled  Unsupported\n",
  );
  expect((await stage.codex("mcp", "get", "docs")).stdout).toBe(
    "docs\n  enabled: true\n  transport: stdio\n  command: prog\n  args: -x\n  cwd: -\n  env: A=*****, B=*****\n  remove: codex mcp remove docs\n",
  );
  expect(JSON.parse((await plain(stage, "mcp", "get", "docs", "--json")).stdout)).toEqual({
    name: "docs",
    enabled: true,
    disabled_reason: null,
    transport: {
      type: "stdio",
      command: "prog",
      args: ["-x"],
      env: { A: "1", B: "2" },
      env_vars: [],
      cwd: null,
    },
    enabled_tools: null,
    disabled_tools: null,
    startup_timeout_sec: null,
    tool_timeout_sec: null,
  });
  expect(await stage.codex("mcp", "remove", "docs")).toMatchObject({
    stdout: "Removed global MCP server 'docs'.\n",
  });
  expect((await stage.home.read("config.toml")).trimEnd()).toBe(before.trimEnd());
  expect(await stage.codex("mcp", "get", "docs")).toMatchObject({ code: 1 });
  await stage.settle();
});

test("a server is not added to settings that cannot be used, nor missed in ones that cannot be read", async () => {
  await using stage = await openStage({ replies: [] });
  await stage.home.write({ "config.toml": "profile = 'gone'\n" });
  const add = await stage.codex("mcp", "add", "docs", "--", "prog");
  expect(add).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("`gone` not found") });
  expect(await stage.home.read("config.toml")).toBe("profile = 'gone'\n");
  const file = path.join(stage.home.codexHome, "config.toml");
  await rm(file);
  await symlink("config.toml", file);
  const remove = await stage.codex("mcp", "remove", "docs");
  expect(remove).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining(file) });
  await stage.settle();
});

test("timeouts of MCP servers are listed as floating-point numbers", async () => {
  const written: Readonly<Record<string, string>> = {
    "3": "3.0",
    "0.25": "0.25",
    "1.001": "1.001",
    "1e-6": "1e-6",
    "1e19": "1e+19",
    "29.184939060360193": "29.18493906",
    "36.68673085": "36.686730850000004",
  };
  const config = Object.keys(written)
    .map((seconds, at) => `[mcp_servers.s${at}]\ncommand = 'c'\nstartup_timeout_sec = ${seconds}\n`)
    .join("");
  await using stage = await openStage({ replies: [], home: { config } });
  const { stdout } = await plain(stage, "mcp", "list", "--json");
  expect([...stdout.matchAll(/"startup_timeout_sec": (\S+),/g)].map(([, text]) => text)).toEqual(
    Object.values(written),
  );
  await stage.settle();
});

test("a login by OAuth is refused in words, not by silence", async () => {
  await using stage = await openStage({
    replies: [],
    home: { config: "[mcp_servers.w]\nurl = 'http://127.0.0.1:1/'\n" },
  });
  for (const action of ["login", "logout"]) {
    const result = await stage.codex("mcp", action, "w");
    expect(result).toMatchObject({ code: 1, stdout: "" });
    expect(result.stderr).toContain("OAuth is not part of this version yet");
  }
  await stage.settle();
});
