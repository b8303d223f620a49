/** Against a server that tells, or does not tell, where to log in. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import { readAuthStatus } from "./auth-status.ts";
import type { HttpServer } from "./server-settings.ts";

const METADATA = JSON.stringify({ authorization_endpoint: "http://a", token_endpoint: "http://b" });

const server = (url: string, changes: Partial<HttpServer> = {}): HttpServer => ({
  type: "streamable_http",
  url,
  bearerTokenEnvVar: undefined,
  httpHeaders: undefined,
  envHttpHeaders: undefined,
  ...changes,
});
const unlimited = () => new AbortController().signal;

/** Answers one path with a text, and all others with 404; gives the status and what was asked for. */
async function statusWith(servedPath: string, text: string, path = "/team/mcp/") {
  const asked: string[] = [];
  const http = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers["mcp-protocol-version"]}`);
    if (request.url === servedPath) response.end(text);
    else response.writeHead(404).end("no");
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}${path}`;
    return { status: await readAuthStatus(server(url), {}, unlimited()), asked };
  } finally {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  }
}

const ROOT = "/.well-known/oauth-authorization-server";

test.each([`${ROOT}/team/mcp`, `/team/mcp${ROOT}`, ROOT])(
  "a login that is described at %s is missing",
  async (path) => {
    expect((await statusWith(path, METADATA)).status).toBe("not_logged_in");
  },
);

test("all places are asked, in order, for the version that names them", async () => {
  const { status, asked } = await statusWith("/nothing", METADATA);
  expect(status).toBe("unsupported");
  expect(asked).toEqual([`${ROOT}/team/mcp`, `/team/mcp${ROOT}`, ROOT].map((path) => `${path} 2024-11-05`));
  expect((await statusWith("/nothing", METADATA, "/")).asked).toEqual([`${ROOT} 2024-11-05`]);
});

test.each(["{}", "no json", JSON.stringify({ token_endpoint: "http://b" })])(
  "%s describes no login",
  async (text) => {
    expect((await statusWith(ROOT, text)).status).toBe("unsupported");
  },
);

test.each([
  [{ bearerTokenEnvVar: "TOKEN" }, "bearer_token"],
  [{ httpHeaders: { authorization: "Bearer x" } }, "bearer_token"],
  [{ envHttpHeaders: { Authorization: "SET" } }, "bearer_token"],
  [{ envHttpHeaders: { Authorization: "UNSET" } }, "unsupported"],
] as const)("of the settings %j is %s, without a question to anybody", async (changes, status) => {
  // Nothing listens there.
  const settings = server("http://127.0.0.1:1/mcp", changes);
  expect(await readAuthStatus(settings, { SET: "Bearer x" }, unlimited())).toBe(status);
});

test("a program needs no login, nor does what is no address", async () => {
  const stdio = {
    type: "stdio",
    command: "x",
    args: [],
    env: undefined,
    envVars: [],
    cwd: undefined,
  } as const;
  expect(await readAuthStatus(stdio, {}, unlimited())).toBe("unsupported");
  expect(await readAuthStatus(server("nowhere"), {}, unlimited())).toBe("unsupported");
});

test("an abort ends it", async () => {
  const gone = AbortSignal.abort(new Error("gone"));
  await expect(readAuthStatus(server("http://127.0.0.1:1/mcp"), {}, gone)).rejects.toThrow("gone");
});
