/** The managed network that an administrator requires, as commands of the program meet it. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { callTool, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { answerServer } from "./answer-server.ts";
import { openStage, type Stage } from "./stage.ts";

/** Where the machine has requirements of its own, others are not looked for. */
const BUILT_IN = "/etc/codex";
const here = existsSync(BUILT_IN) ? test.skip : test;
const onLinux = process.platform === "linux" ? here : test.skip;
const hasBubblewrap = spawnSync("bwrap", ["--version"]).status === 0;
const throughBubblewrap = hasBubblewrap ? onLinux : test.skip;

/** Every variable that leads to the HTTP side of the proxy (facts of 0.99.0). */
const HTTP_VARIABLES = [
  ...["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "YARN_HTTP_PROXY", "YARN_HTTPS_PROXY"],
  ...["npm_config_http_proxy", "npm_config_https_proxy", "npm_config_proxy", "NPM_CONFIG_HTTP_PROXY"],
  ...["NPM_CONFIG_HTTPS_PROXY", "NPM_CONFIG_PROXY", "BUNDLE_HTTP_PROXY", "BUNDLE_HTTPS_PROXY", "PIP_PROXY"],
  ...["DOCKER_HTTP_PROXY", "DOCKER_HTTPS_PROXY"],
];
const SOCKS_VARIABLES = ["ALL_PROXY", "all_proxy", "FTP_PROXY", "ftp_proxy"];
const DIRECT_VARIABLES = ["NO_PROXY", "no_proxy", "npm_config_noproxy", "NPM_CONFIG_NOPROXY"];

const REQUIREMENTS = `[experimental_network]
enabled = true
allowed_domains = ["127.0.0.1"]
denied_domains = ["denied.example"]
`;

/** Prints status and body of an address, asked for through the proxy of the environment, or past it. */
const ASK = `import { request } from "node:http";
const [, , way, address] = process.argv;
const url = new URL(address);
const proxy = way === "proxy" ? new URL(process.env.HTTP_PROXY) : url;
const asked = request({ host: proxy.hostname, port: proxy.port, path: address, headers: { host: url.host } });
asked.on("error", (error) => console.log("failed", error.code));
asked.on("response", async (answer) => {
  let body = "";
  for await (const piece of answer) body += piece;
  console.log(answer.statusCode, answer.headers["x-proxy-error"] ?? "", body);
});
asked.end();
`;

function openNetworkStage(commands: readonly string[]): Promise<Stage> {
  return openStage({
    replies: [
      ...commands.map((cmd, index) =>
        reply(callTool("exec_command", { cmd, login: false }, `call-${index}`)),
      ),
      reply(say("done")),
    ],
    files: { "ask.mjs": ASK },
    home: { files: { "../etc/requirements.toml": REQUIREMENTS } },
  });
}

interface Played {
  /** The output of each command. */
  readonly outputs: readonly string[];
  readonly stderr: string;
}

/** Runs a turn, with the requirements unless told otherwise. */
async function play(
  stage: Stage,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = { CODEX_SYSTEM_DIR: systemDir(stage) },
): Promise<Played> {
  const program = await stage.start(["exec", ...flags, "go"], { env: { ...stage.home.env, ...env } });
  const { code, stderr } = await program.result;
  expect(code).toBe(0);
  await stage.settle();
  const [, ...requests] = stage.model.requests;
  return { stderr, outputs: requests.map((request, index) => request.toolOutput(`call-${index}`)) };
}

/** What the user is told where a machine has no networks of their own for commands; they have none at all then. */
const NO_WAY_IN = "Commands have no network: ";

const systemDir = ({ home }: Stage) => path.join(home.home, "etc");

/** `NAME=value` lines by name. */
function variables(output: string): ReadonlyMap<string, string> {
  return new Map([...output.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]));
}

here("commands find the proxy by their variables, and without requirements there are none", async () => {
  await using stage = await openNetworkStage(["env"]);
  const played = await play(stage);
  const env = variables(played.outputs[0] ?? "");
  for (const name of HTTP_VARIABLES) expect([name, env.get(name)]).toEqual([name, env.get("HTTP_PROXY")]);
  for (const name of SOCKS_VARIABLES) expect([name, env.get(name)]).toEqual([name, env.get("ALL_PROXY")]);
  expect(env.get("HTTP_PROXY")).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(env.get("ALL_PROXY")).toMatch(/^socks5h:\/\/127\.0\.0\.1:\d+$/);
  for (const name of DIRECT_VARIABLES) expect(env.get(name)).toMatch(/^localhost,127\.0\.0\.1,::1,/);
  expect(env.get("CODEX_NETWORK_ALLOW_LOCAL_BINDING")).toBe("1");

  await using plain = await openNetworkStage(["env"]);
  const without = variables((await play(plain, [], {})).outputs[0] ?? "");
  const names = [
    ...HTTP_VARIABLES,
    ...SOCKS_VARIABLES,
    ...DIRECT_VARIABLES,
    "CODEX_NETWORK_ALLOW_LOCAL_BINDING",
  ];
  expect(names.filter((name) => without.has(name))).toEqual([]);
});

onLinux("commands reach an allowed server through the proxy, no other, and nothing past it", async () => {
  await using server = await answerServer("here you are");
  const ask = (way: "proxy" | "past", address: string) => `"${process.execPath}" ask.mjs ${way} ${address}`;
  const allowed = `http://127.0.0.1:${server.port}/`;
  await using stage = await openNetworkStage([
    "tail -n +3 /proc/net/dev | cut -d: -f1",
    ask("proxy", allowed),
    ask("proxy", "http://other.example/"),
    ask("proxy", "http://denied.example/"),
    ask("past", allowed),
  ]);
  const { outputs, stderr } = await play(stage);
  const [devices, open, other, denied, past] = outputs;
  expect(past).toMatch(/failed (ECONNREFUSED|EPERM)/);
  if (stderr.includes(NO_WAY_IN)) return expect(server.requests()).toBe(0);
  expect(devices).toMatch(/Output:\n *lo\n$/);
  expect(open).toContain("200  here you are");
  expect(other).toContain("403 blocked-by-allowlist");
  expect(denied).toContain("403 blocked-by-denylist");
  expect(other).toContain('\\"reason\\":\\"not_allowed\\"');
  expect(server.requests()).toBe(1);
});

throughBubblewrap(
  "through bubblewrap (Debian package bubblewrap) commands reach nothing, which is told once",
  async () => {
    await using server = await answerServer("here you are");
    const address = `http://127.0.0.1:${server.port}/`;
    const ask = (way: string) => `"${process.execPath}" ask.mjs ${way} ${address}`;
    await using stage = await openNetworkStage([ask("proxy"), ask("past")]);
    const { outputs, stderr } = await play(stage, ["--enable", "use_linux_sandbox_bwrap"]);
    for (const output of outputs) expect(output).toMatch(/failed E\w+/);
    expect(stderr.split(NO_WAY_IN)).toHaveLength(2);
    expect(server.requests()).toBe(0);
  },
);

here("a list that means nothing stops the turn before anything is sent", async () => {
  await using stage = await openStage({
    replies: [],
    home: { files: { "../etc/requirements.toml": REQUIREMENTS.replace("denied.example", "a*b") } },
  });
  const env = { ...stage.home.env, CODEX_SYSTEM_DIR: systemDir(stage) };
  const result = await (await stage.start(["exec", "go"], { env })).result;
  expect(result.code).toBe(1);
  expect(result.stderr).toMatch(/managed network.*requirements\.toml.*a\*b/s);
  await stage.settle();
});
