/** Against a server that tells, or does not tell, where to log in. */
import { writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { readAuthStatus } from "./auth-status.ts";
import type { HttpServer } from "./server-settings.ts";

const METADATA = JSON.stringify({ authorization_endpoint: "http://a", token_endpoint: "http://b" });
const SURROUNDINGS = { env: { TEAM: "blue" }, logins: { home: "/no/such/home", store: "file" } } as const;
/** Nothing listens there. */
const NOBODY = "http://127.0.0.1:1/mcp";

const server = (url: string, changes: Partial<HttpServer> = {}) => ({
  name: "docs",
  transport: {
    type: "streamable_http" as const,
    url,
    bearerTokenEnvVar: undefined,
    httpHeaders: undefined,
    envHttpHeaders: { "x-team": "TEAM" },
    ...changes,
  },
});
const unlimited = () => new AbortController().signal;

async function listen(answer: RequestListener): Promise<AsyncDisposable & { readonly origin: string }> {
  const http = createServer(answer);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Answers one path with a text, and all others with 404; gives the status and what was asked for. */
async function statusWith(servedPath: string, text: string, path = "/team/mcp/") {
  const asked: string[] = [];
  await using http = await listen((request, response) => {
    asked.push(`${request.url} ${request.headers["mcp-protocol-version"]} ${request.headers["x-team"]}`);
    if (request.url === servedPath) response.end(text);
    else response.writeHead(404).end("no");
  });
  return { status: await readAuthStatus(server(http.origin + path), SURROUNDINGS, unlimited()), asked };
}

const ROOT = "/.well-known/oauth-authorization-server";

test.each([`${ROOT}/team/mcp`, `/team/mcp${ROOT}`, ROOT])(
  "a login that is described at %s is missing",
  async (path) => {
    expect((await statusWith(path, METADATA)).status).toBe("not_logged_in");
  },
);

test("all places are asked, in order, with the headers of the settings", async () => {
  const { status, asked } = await statusWith("/nothing", METADATA);
  expect(status).toBe("unsupported");
  expect(asked).toEqual(
    [`${ROOT}/team/mcp`, `/team/mcp${ROOT}`, ROOT].map((path) => `${path} 2024-11-05 blue`),
  );
  expect((await statusWith("/nothing", METADATA, "/")).asked).toEqual([`${ROOT} 2024-11-05 blue`]);
});

test.each(["{}", "no json", JSON.stringify({ token_endpoint: "http://b" })])(
  "%s describes no login",
  async (text) => {
    expect((await statusWith(ROOT, text)).status).toBe("unsupported");
  },
);

test("a token of the settings counts before all else, and nobody is asked", async () => {
  const settings = server(NOBODY, { bearerTokenEnvVar: "TOKEN" });
  expect(await readAuthStatus(settings, SURROUNDINGS, unlimited())).toBe("bearer_token");
});

test("a stored login is one for its name and address, where files may hold logins", async () => {
  await using home = await tempDir();
  const entry = { server_name: "docs", server_url: NOBODY, access_token: "x" };
  await writeFile(path.join(home.path, ".credentials.json"), JSON.stringify({ key: entry }));
  const status = (url: string, store: "auto" | "keyring") =>
    readAuthStatus(server(url), { ...SURROUNDINGS, logins: { home: home.path, store } }, unlimited());
  expect(await status(NOBODY, "auto")).toBe("o_auth");
  expect(await status(`${NOBODY}/other`, "auto")).toBe("unsupported");
  expect(await status(NOBODY, "keyring")).toBe("unsupported");
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
  expect(await readAuthStatus({ name: "docs", transport: stdio }, SURROUNDINGS, unlimited())).toBe(
    "unsupported",
  );
  expect(await readAuthStatus(server("nowhere"), SURROUNDINGS, unlimited())).toBe("unsupported");
});

test("an abort ends it", async () => {
  const gone = AbortSignal.abort(new Error("gone"));
  await expect(readAuthStatus(server(NOBODY), SURROUNDINGS, gone)).rejects.toThrow("gone");
});

test("a server that sends us elsewhere offers no login, and nobody else sees its secret headers", async () => {
  const stolen: unknown[] = [];
  await using other = await listen((request, response) => {
    stolen.push(request.headers);
    response.end(METADATA);
  });
  await using http = await listen((request, response) => {
    response.writeHead(302, { location: `${other.origin}${request.url}` }).end();
  });
  expect(await readAuthStatus(server(http.origin), SURROUNDINGS, unlimited())).toBe("unsupported");
  expect(stolen).toEqual([]);
});

test("a description without an end is not read to it", async () => {
  expect((await statusWith(ROOT, " ".repeat(1024 * 1024) + METADATA)).status).toBe("unsupported");
});
