import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer } from "node:net";
import path from "node:path";
import type { ExecHost } from "@codex-ts/exec-sandbox";
import type { Event } from "@codex-ts/protocol";
import {
  callTool,
  type Replies,
  reply,
  say,
  scriptedModel,
  tempHome,
  tempRepo,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { plainRequest, testOptions, testRuntime } from "../test/test-runtime.ts";
import { createCommandSupport } from "./command-support.ts";
import { readSandboxSupport } from "./policy.ts";
import type { ThreadRequest } from "./thread-request.ts";
import { startNetwork } from "./wire-network.ts";

const deadline = () => AbortSignal.timeout(15_000);
const NETWORK = `[experimental_network]
enabled = true
allowed_domains = ["a.example", "**.b.example"]
denied_domains = ["c.example"]
allow_local_binding = false
`;

const FULL_ACCESS = { sandboxMode: "danger-full-access", approvalPolicy: "never" } as const;

/** Plays one turn under requirements, with full access unless the caller restricts it. */
async function play(
  requirements: string | undefined,
  replies: Replies,
  options: { readonly config?: string; readonly overrides?: ThreadRequest["overrides"] } = {},
) {
  await using model = await scriptedModel(replies);
  await using home = await tempHome({
    model,
    config: `[features]\nshell_snapshot = false\n${options.config ?? ""}`,
    files: requirements === undefined ? {} : { "../etc/requirements.toml": requirements },
  });
  await using repo = await tempRepo({ "a.txt": "a\n" });
  const runtime = await testRuntime(home, repo.path, {
    options: {
      systemDir: path.join(home.home, "etc"),
      env: { ...home.env, HTTPS_PROXY: "http://mine", no_proxy: "mine" },
    },
  });
  const { thread } = await runtime.openThread(
    { ...plainRequest, overrides: options.overrides ?? FULL_ACCESS },
    deadline(),
  );
  try {
    thread.submit({ type: "user_input", items: [{ type: "text", text: "go", text_elements: [] }] });
    await untilComplete(thread.events);
    return { configured: thread.configured, model };
  } finally {
    await thread.close();
    await runtime.close();
  }
}

async function untilComplete(events: AsyncIterable<Event>): Promise<void> {
  for await (const { msg } of events) if (msg.type === "task_complete") return;
}

const SHOW = "env | grep -iE 'proxy|CODEX_NETWORK' | sort";

test("every way to run a command leads to the proxy, and the model is told what it lets through", async () => {
  const unified = await play(NETWORK, [
    reply(callTool("exec_command", { cmd: SHOW }, "pipe")),
    reply(callTool("exec_command", { cmd: SHOW, tty: true }, "tty")),
    reply(say("done")),
  ]);
  const shell = await play(
    NETWORK,
    [reply(callTool("shell_command", { command: SHOW }, "shell")), reply(say("done"))],
    { config: "unified_exec = false" },
  );
  for (const [{ configured, model }, index, id] of [
    [unified, 1, "pipe"],
    [unified, 2, "tty"],
    [shell, 1, "shell"],
  ] as const) {
    const proxy = configured.network_proxy;
    for (const address of [proxy?.http_addr, proxy?.socks_addr, proxy?.admin_addr]) {
      expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
    }
    const output = model.request(index).toolOutput(id);
    expect(output).toContain(`\nHTTPS_PROXY=http://${proxy?.http_addr}`);
    expect(output).toContain(`\nall_proxy=socks5h://${proxy?.socks_addr}`);
    expect(output).toContain("\nCODEX_NETWORK_ALLOW_LOCAL_BINDING=0");
    expect(output).not.toContain("mine");
  }
  const told = JSON.stringify(unified.model.request(0).body);
  expect(told).toContain(
    '<network enabled=\\"true\\">\\n    <allowed>a.example</allowed>\\n    <allowed>**.b.example</allowed>\\n    <denied>c.example</denied>',
  );
  const port = Number(unified.configured.network_proxy?.http_addr.split(":")[1]);
  await expect(once(connect(port, "127.0.0.1"), "connect")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("without requirements there is nothing of it", async () => {
  const { configured, model } = await play(undefined, [
    reply(callTool("exec_command", { cmd: SHOW }, "call")),
    reply(say("done")),
  ]);
  expect(configured.network_proxy).toBeUndefined();
  expect(model.request(1).toolOutput("call")).toContain("HTTPS_PROXY=http://mine\nno_proxy=mine");
  expect(model.request(1).toolOutput("call")).not.toContain("CODEX_NETWORK");
  expect(JSON.stringify(model.request(0).body)).not.toContain("<network");
});

test("a network that is not switched on is closed: variables, but nothing listens", async () => {
  const probe = "exec 3<>/dev/tcp/127.0.0.1/$PORT && echo reached";
  await using server = await listening();
  const { configured, model } = await play("[experimental_network]\nallowed_domains = ['a.example']", [
    reply(callTool("exec_command", { cmd: SHOW }, "env")),
    reply(callTool("exec_command", { cmd: `PORT=${server.port}; ${probe}` }, "probe")),
    reply(say("done")),
  ]);
  expect(configured.network_proxy).toBeUndefined();
  expect(model.request(1).toolOutput("env")).toContain("\nHTTPS_PROXY=http://127.0.0.1:9\n");
  expect(model.request(2).toolOutput("probe")).not.toContain("reached");
  expect(JSON.stringify(model.request(0).body)).not.toContain("<network");
});

test.each([
  ["workspace-write", "network_access = true"],
  ["danger-full-access", ""],
] as const)("under %s nothing is reached past the proxy", async (sandboxMode, setting) => {
  await using server = await listening();
  const probe = `(exec 3<>/dev/tcp/127.0.0.1/${server.port}) && echo reached; echo x > ../outside; echo over`;
  const { model } = await play(
    NETWORK,
    [reply(callTool("exec_command", { cmd: probe }, "call")), reply(say("done"))],
    {
      config: `[sandbox_workspace_write]\n${setting}`,
      overrides: { ...FULL_ACCESS, sandboxMode },
    },
  );
  const output = model.request(1).toolOutput("call");
  expect(output).toContain("over");
  expect(output).not.toContain("reached");
  expect(server.connections()).toBe(0);
});

const onLinux = process.platform === "linux" ? test : test.skip;
const onLevel3 = (await sandboxLevel()) === 3 ? test : test.skip;

async function sandboxLevel(): Promise<number | undefined> {
  await using home = await tempHome({});
  const support = await readSandboxSupport(testOptions(home, home.home), deadline());
  return support.kind === "linux" ? support.level : undefined;
}

onLevel3.each(["read-only", "danger-full-access"] as const)(
  "under %s commands reach what the proxy lets through (needs level 3, a network of their own)",
  async (sandboxMode) => {
    await using origin = await answering();
    const place = `127.0.0.1:${origin.port}`;
    const ask = (host: string) =>
      `exec 3<>/dev/tcp/127.0.0.1/$(echo $HTTP_PROXY | cut -d: -f3); printf 'GET http://${host}/ HTTP/1.1\\r\\nHost: ${host}\\r\\nConnection: close\\r\\n\\r\\n' >&3; cat <&3`;
    const { model } = await play(
      "[experimental_network]\nenabled = true\nallowed_domains = ['127.0.0.1']",
      [
        reply(callTool("exec_command", { cmd: "tail -n +3 /proc/net/dev | cut -d: -f1" }, "devices")),
        reply(callTool("exec_command", { cmd: ask(place) }, "open")),
        reply(callTool("exec_command", { cmd: ask("other.example") }, "closed")),
        reply(say("done")),
      ],
      { overrides: { ...FULL_ACCESS, sandboxMode } },
    );
    expect(model.request(1).toolOutput("devices")).toMatch(/Output:\n *lo\n$/);
    expect(model.request(2).toolOutput("open")).toContain("answered");
    expect(model.request(3).toolOutput("closed")).toContain("CODEX_NETWORK_POLICY_DECISION");
  },
);

onLinux(
  "where there is no way to the proxy, the user is told once, and commands have no network",
  async () => {
    await using home = await tempHome({});
    const options = testOptions(home, home.home);
    const commands = createCommandSupport(options, home.codexHome, false);
    const requirement = {
      value: { enabled: true, allowed_domains: ["*"] },
      source: "/etc/requirements.toml",
    };
    const tell = async (change: (host: ExecHost) => ExecHost) => {
      const network = await startNetwork(options, { requirements: { network: requirement } }, deadline());
      const host = change(await commands.openExecHost("launcher", deadline()));
      const told: string[] = [];
      network?.follow((message) => told.push(message));
      for (let round = 0; round < 2; round += 1) {
        const access = await network?.access(host, deadline());
        expect(access).toMatchObject({
          ports: [expect.any(Number), expect.any(Number)],
          namespace: undefined,
        });
      }
      await network?.close();
      return told;
    };
    const support = { kind: "linux", level: 2, landlockAbi: 3, reason: "no user namespaces." } as const;
    expect(await tell((host) => ({ ...host, support }))).toEqual([
      "Commands have no network: they cannot reach the proxy that /etc/requirements.toml requires. That takes level 3 of the sandbox: no user namespaces.",
    ]);
    // The launcher of a closed host cannot be started any more, which is as good as a kernel that refuses.
    await commands.close();
    expect(await tell((host) => ({ ...host, support: { ...support, level: 3 } }))).toEqual([
      expect.stringMatching(
        /^Commands have no network: .* This machine says: commands cannot be given .*\.$/,
      ),
    ]);
  },
);

test("a list that means nothing opens no thread, and leaves nothing open", async () => {
  const opening = play("[experimental_network]\nenabled = true\ndenied_domains = ['a*b']", []);
  await expect(opening).rejects.toMatchObject({
    name: "RuntimeError",
    code: "network",
    message: expect.stringMatching(/requirements\.toml.*a\*b/s),
  });
});

async function answering(): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createHttpServer((_request, response) => response.end("answered"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listening(): Promise<AsyncDisposable & { readonly port: number; connections(): number }> {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => count,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
