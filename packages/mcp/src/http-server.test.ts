/** A server over streamable HTTP, as far as a token goes. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { leakGuard } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { type McpServers, startMcpServers } from "./start-servers.ts";

const RESULTS: { readonly [method: string]: object } = {
  initialize: {
    protocolVersion: "2025-06-18",
    capabilities: { tools: {} },
    serverInfo: { name: "web", version: "1" },
  },
  "tools/list": { tools: [{ name: "hello", inputSchema: { type: "object" } }] },
  "tools/call": { content: [{ type: "text", text: "hello" }] },
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.headers.authorization !== "Bearer right" || request.headers["x-team"] !== "blue") {
    response.writeHead(401).end();
    return;
  }
  if (request.method !== "POST") {
    response.writeHead(405).end();
    return;
  }
  const { id, method } = JSON.parse((await request.toArray()).join("")) as { id?: number; method: string };
  if (id === undefined) {
    response.writeHead(202).end();
    return;
  }
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ jsonrpc: "2.0", id, result: RESULTS[method] ?? {} }));
}

async function withServer(
  env: Readonly<Record<string, string>>,
  use: (servers: McpServers) => Promise<void>,
): Promise<void> {
  const guard = await leakGuard();
  const http = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const servers = startMcpServers(
    [
      {
        name: "web",
        transport: {
          type: "streamable_http",
          url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`,
          bearerTokenEnvVar: "TOKEN",
          httpHeaders: { "x-team": "blue" },
          envHttpHeaders: { "x-team": "BLANK" },
        },
        startupTimeoutMs: 10_000,
        toolTimeoutMs: 10_000,
        isRequired: true,
        enabledTools: undefined,
        disabledTools: [],
      },
    ],
    {
      env,
      cwd: process.cwd(),
      platform: process.platform,
      version: "0.99.0",
      sandboxProgram: { path: undefined, usesBubblewrap: false },
      logins: { home: "/no/such/home", store: "file" },
    },
    { tell: () => undefined, ask: async () => ({ action: "cancel" }) },
  );
  try {
    await use(servers);
  } finally {
    await servers.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  }
  await guard.check();
}

const deadline = () => AbortSignal.timeout(15_000);

test("the token and the headers open the server, and its tools can be called", async () => {
  await withServer({ TOKEN: "right", BLANK: " " }, async (servers) => {
    const [tool] = await servers.tools(deadline());
    expect(tool?.qualifiedName).toBe("mcp__web__hello");
    expect(await tool?.connection.callTool("hello", undefined, deadline())).toEqual(RESULTS["tools/call"]);
  });
});

test.each([
  [{}, /variable TOKEN .*not set/],
  [{ TOKEN: "wrong" }, /`web` wants a login.*bearer_token_env_var/],
])("with the environment %j the start fails with a reason", async (env, reason) => {
  await withServer(env, async (servers) => {
    expect(await servers.failedRequired(deadline())).toEqual([
      { server: "web", error: expect.stringMatching(reason) },
    ]);
  });
});
