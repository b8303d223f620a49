import { expect, test } from "@jest/globals";
import { COMPLETED, events, type Reply, status, withServer } from "../../test/loopback-server.ts";
import { ask, NOW_MS, testClient } from "../../test/test-client.ts";
import type { RequestAuth } from "../auth-provider.ts";
import { ModelError } from "../errors.ts";

const OK = events(COMPLETED);
const cut: Reply = (response) => response.destroy();

test.each<[string, Reply]>([
  ["a server error", status(500, "")],
  ["an unavailable service", status(503, "")],
  ["too many requests", status(429, "{}")],
  ["a cut connection", cut],
])("%s is repeated with growing waits", async (_when, reply) => {
  await withServer([reply, reply, reply, OK], async (server) => {
    const client = testClient(server.origin, { provider: { requestMaxRetries: 3 } });
    const { error } = await ask(client);
    client.close();
    expect(error).toBeUndefined();
    expect(server.requests).toHaveLength(4);
    expect(client.waits).toEqual([200, 400, 800]);
    const bodies = new Set(server.requests.map(({ body }) => String(body)));
    expect(bodies.size).toBe(1);
  });
});

test("the budget of retries is kept", async () => {
  await withServer([status(500, "")], async (server) => {
    const client = testClient(server.origin, { provider: { requestMaxRetries: 2 } });
    const { error } = await ask(client);
    client.close();
    expect(error).toMatchObject({ kind: "internal-server-error" });
    expect(server.requests).toHaveLength(3);
  });
});

test.each([400, 401, 403, 404, 422])("status %s is not repeated", async (code) => {
  await withServer([status(code, "no"), OK], async (server) => {
    const client = testClient(server.origin);
    const { error } = await ask(client);
    client.close();
    expect(error).toMatchObject({ httpStatus: code });
    expect(server.requests).toHaveLength(1);
  });
});

test.each(["usage_limit_reached", "usage_not_included"])("%s is not repeated", async (type) => {
  await withServer([status(429, JSON.stringify({ error: { type } })), OK], async (server) => {
    const client = testClient(server.origin);
    const { error } = await ask(client);
    client.close();
    expect(error).toBeInstanceOf(ModelError);
    expect(server.requests).toHaveLength(1);
  });
});

test.each([
  ["2", 2000],
  ["0.5", 500],
  [new Date(NOW_MS + 7000).toUTCString(), 7000],
  [new Date(NOW_MS - 7000).toUTCString(), 0],
  ["soon", 200],
])("Retry-After: %s waits %s ms", async (value, wait) => {
  await withServer([status(429, "{}", { "retry-after": value }), OK], async (server) => {
    const client = testClient(server.origin);
    const { error } = await ask(client);
    client.close();
    expect(error).toBeUndefined();
    expect(client.waits).toEqual([wait]);
  });
});

test("a server that asks for more than a minute is not waited for", async () => {
  await withServer([status(429, "{}", { "retry-after": "61" }), OK], async (server) => {
    const client = testClient(server.origin);
    const { error } = await ask(client);
    client.close();
    expect(error).toMatchObject({ kind: "retry-limit" });
    expect(client.waits).toEqual([]);
  });
});

test("a server that cannot be reached is named without its credentials", async () => {
  let origin = "";
  await withServer([], async (server) => {
    origin = server.origin;
  });
  const client = testClient(origin.replace("http://", "http://user:secret@"), {
    provider: { requestMaxRetries: 1 },
  });
  const { error } = await ask(client);
  client.close();
  expect(client.waits).toEqual([200]);
  expect(error).toMatchObject({
    kind: "stream",
    isRetryable: true,
    message: `stream disconnected before completion: error sending request for url (${origin}/v1/responses)`,
    cause: { code: "ECONNREFUSED" },
  });
});

test("an abort ends the wait for the next attempt", async () => {
  const controller = new AbortController();
  await withServer([status(500, "")], async (server) => {
    const client = testClient(server.origin, {
      clock: {
        now: () => NOW_MS,
        sleep: (_ms, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason));
            controller.abort("stopped");
          }),
      },
    });
    const { error } = await ask(client, controller.signal);
    client.close();
    expect(error).toBe("stopped");
    expect(server.requests).toHaveLength(1);
  });
});

/** A login whose token is renewed by each recovery, as often as `tokens` allows. */
function renewable(tokens: readonly string[]) {
  let current = 0;
  const refusedTokens: (string | undefined)[] = [];
  return {
    refusedTokens,
    resolve: async () => ({ mode: "chatgpt" as const, token: tokens[current], accountId: "acc" }),
    recover: async ({ token }: RequestAuth) => {
      refusedTokens.push(token);
      if (current + 1 >= tokens.length) return false;
      current += 1;
      return true;
    },
  };
}

test("refused credentials are renewed without using up retries", async () => {
  await withServer([status(401, ""), status(401, ""), OK], async (server) => {
    const auth = renewable(["one", "two", "three"]);
    const client = testClient(server.origin, { auth, provider: { requestMaxRetries: 0 } });
    const { error } = await ask(client);
    client.close();
    expect(error).toBeUndefined();
    const tokens = server.requests.map(({ headers }) => headers.authorization);
    expect(tokens).toEqual(["Bearer one", "Bearer two", "Bearer three"]);
    expect(client.waits).toEqual([]);
    expect(auth.refusedTokens).toEqual(["one", "two"]);
  });
});

test("renewing ends when there is nothing left, and after a few times in any case", async () => {
  await withServer([status(401, "")], async (server) => {
    for (const [count, requests] of [
      [1, 1],
      [2, 2],
      [9, 4],
    ] as const) {
      const before = server.requests.length;
      const tokens = Array.from({ length: count }, (_, index) => `token-${index}`);
      const client = testClient(server.origin, { auth: renewable(tokens) });
      const { error } = await ask(client);
      client.close();
      expect(error).toMatchObject({ kind: "unexpected-status", httpStatus: 401 });
      expect(server.requests.length - before).toBe(requests);
    }
  });
});

test("a key from the environment is not renewed", async () => {
  await withServer([status(401, "")], async (server) => {
    const auth = renewable(["one", "two"]);
    const client = testClient(server.origin, { auth, env: { KEY: "k\n" }, provider: { envKey: "KEY" } });
    const { error } = await ask(client);
    client.close();
    expect(error).toMatchObject({ httpStatus: 401 });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer k"]);
  });
});

test("a login that cannot be renewed is an error of its own", async () => {
  await withServer([status(401, "")], async (server) => {
    const auth = {
      ...renewable(["one"]),
      recover: () => Promise.reject(new Error("Log in again: the session has expired.")),
    };
    const client = testClient(server.origin, { auth });
    const { error } = await ask(client);
    client.close();
    expect(error).toMatchObject({
      kind: "unauthorized",
      codexErrorInfo: "unauthorized",
      isRetryable: false,
      message: "Log in again: the session has expired.",
    });
  });
});
