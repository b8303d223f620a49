import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { findAuthStatus } from "./auth-status.ts";

const DESCRIPTION = JSON.stringify({ authorization_endpoint: "http://a", token_endpoint: "http://t" });

async function listen(answer: RequestListener): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function statusOf(url: string): Promise<string> {
  await using home = await tempDir();
  const transport = {
    type: "streamable_http",
    url,
    bearerTokenEnvVar: undefined,
    httpHeaders: { "x-api-key": "secret" },
    envHttpHeaders: undefined,
  } as const;
  const options = { home: home.path, store: "file", env: {} } as const;
  return findAuthStatus("docs", { transport }, options, new AbortController().signal);
}

test("a server that describes a login is asked with its own headers", async () => {
  const seen: unknown[] = [];
  await using server = await listen((request, response) => {
    seen.push([request.url, request.headers["x-api-key"], request.headers["mcp-protocol-version"]]);
    response.statusCode = request.url?.endsWith("server/mcp") ? 404 : 200;
    response.end(DESCRIPTION);
  });
  expect(await statusOf(`${server.url}/mcp`)).toBe("not_logged_in");
  expect(seen).toEqual([
    ["/.well-known/oauth-authorization-server/mcp", "secret", "2024-11-05"],
    ["/mcp/.well-known/oauth-authorization-server", "secret", "2024-11-05"],
  ]);
});

test("a server that sends us elsewhere offers no login, and nobody else sees its secret headers", async () => {
  const stolen: unknown[] = [];
  await using other = await listen((request, response) => {
    stolen.push(request.headers);
    response.end(DESCRIPTION);
  });
  await using server = await listen((request, response) => {
    response.writeHead(302, { location: `${other.url}${request.url}` }).end();
  });
  expect(await statusOf(server.url)).toBe("unsupported");
  expect(stolen).toEqual([]);
});

test("a description without an end is not read to it", async () => {
  await using server = await listen((_, response) => {
    response.write(" ".repeat(1024 * 1024));
    response.end(DESCRIPTION);
  });
  expect(await statusOf(server.url)).toBe("unsupported");
});
