import { zstdDecompressSync } from "node:zlib";
import type { ResponseEvent } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import {
  atOnce,
  COMPLETED,
  events,
  eventsWith,
  message,
  openEnded,
  status,
  withServer,
} from "../test/loopback-server.ts";
import { ask, HELLO, read, testClient } from "../test/test-client.ts";
import type { RequestAuth } from "./auth-provider.ts";

const NO_LIMITS = { primary: null, secondary: null, credits: null, plan_type: null };
const signal = new AbortController().signal;

function login(auth: RequestAuth) {
  return { resolve: async () => auth, recover: async () => false };
}

test("a good response comes as events in stream order", async () => {
  const reply = events(
    { type: "response.created", response: {} },
    { type: "response.output_text.delta", delta: "hi" },
    message("hi"),
    COMPLETED,
  );
  await withServer([reply], async (server) => {
    const client = testClient(server.origin);
    const { events: seen, error } = await ask(client);
    expect(error).toBeUndefined();
    expect(seen).toEqual([
      { type: "rate-limits", snapshot: NO_LIMITS },
      { type: "text-delta", delta: "hi" },
      {
        type: "item-completed",
        item: {
          type: "message",
          id: "msg-1",
          role: "assistant",
          content: [{ type: "output_text", text: "hi" }],
        },
      },
      {
        type: "completed",
        responseId: "resp-1",
        usage: {
          input_tokens: 3,
          cached_input_tokens: 0,
          output_tokens: 2,
          reasoning_output_tokens: 0,
          total_tokens: 5,
        },
      },
    ]);
    client.close();
  });
});

test("a request has its headers in order, a length and no chunks", async () => {
  await withServer([events(COMPLETED)], async (server) => {
    const client = testClient(server.origin, {
      provider: {
        queryParams: { "api-version": "1" },
        httpHeaders: { version: "0.99.0", "X-Test": "one" },
        envHttpHeaders: { "X-Env": "FROM_ENV", "X-Blank": "BLANK" },
      },
      env: { FROM_ENV: "two", BLANK: " " },
      betaFeatures: ["collab", "apps"],
      subagent: "review",
      residency: "us",
      auth: login({ mode: "chatgpt", token: "tok", accountId: "acc" }),
    });
    await read(client.startTurn().stream(HELLO, { turnMetadata: '{"path":"/home/jürgen"}' }, signal));
    const request = server.requests[0];
    expect(request?.method).toBe("POST");
    expect(request?.url).toBe("/v1/responses?api-version=1");
    expect(request?.rawHeaders.slice(0, -2)).toEqual([
      ...["version", "0.99.0", "x-test", "one", "x-env", "two"],
      ...["x-codex-beta-features", "collab,apps"],
      ...["x-codex-turn-metadata", Buffer.from('{"path":"/home/jürgen"}').toString("latin1")],
      ...["session_id", "thread-1", "x-openai-subagent", "review"],
      ...["authorization", "Bearer tok", "chatgpt-account-id", "acc"],
      ...["accept", "text/event-stream", "content-type", "application/json"],
      ...["user-agent", "codex_test/1.0", "originator", "codex_test"],
      ...["x-openai-internal-codex-residency", "us", "host", server.origin.slice("http://".length)],
      ...["content-length", String(request?.body.length)],
    ]);
    expect(request?.rawHeaders.at(-2)).toBe("Connection");
    expect(request?.headers["x-oai-web-search-eligible"]).toBeUndefined();
    client.close();
  });
});

test("metadata that cannot be a header is left out", async () => {
  await withServer([events(COMPLETED)], async (server) => {
    const client = testClient(server.origin);
    await read(client.startTurn().stream(HELLO, { turnMetadata: "a\nb" }, signal));
    expect(server.requests[0]?.headers["x-codex-turn-metadata"]).toBeUndefined();
    client.close();
  });
});

test("the turn's token is kept from the first answer and goes with later requests of that turn only", async () => {
  const withToken = (token: string) => eventsWith({ "x-codex-turn-state": token }, COMPLETED);
  await withServer([events(COMPLETED), withToken("a"), withToken("b"), events(COMPLETED)], async (server) => {
    const client = testClient(server.origin);
    const turn = client.startTurn();
    for (let index = 0; index < 4; index += 1) {
      await read(turn.stream(HELLO, { turnMetadata: undefined }, signal));
    }
    await ask(client);
    const tokens = server.requests.map((request) => request.headers["x-codex-turn-state"]);
    expect(tokens).toEqual([undefined, undefined, "a", "a", undefined]);
    client.close();
  });
});

test("the etag and the reasoning mark of the headers come after the limits", async () => {
  const headers = {
    "x-models-etag": "e1",
    "x-reasoning-included": "",
    "x-codex-primary-used-percent": "12.5",
    "x-codex-primary-window-minutes": "300",
    "x-codex-primary-reset-at": "1772700000",
  };
  await withServer([eventsWith(headers, COMPLETED)], async (server) => {
    const client = testClient(server.origin);
    const { events: seen } = await ask(client);
    const primary = { used_percent: 12.5, window_minutes: 300, resets_at: 1_772_700_000 };
    expect(seen.slice(0, 3)).toEqual([
      { type: "rate-limits", snapshot: { ...NO_LIMITS, primary } },
      { type: "models-etag", etag: "e1" },
      { type: "reasoning-included" },
    ]);
    client.close();
  });
});

test("only the OpenAI back end of a ChatGPT login gets compressed bodies, and only when enabled", async () => {
  const chatgpt = login({ mode: "chatgpt", token: "t", accountId: undefined });
  const apikey = login({ mode: "apikey", token: "t", accountId: undefined });
  const cases = [
    { name: "OpenAI", auth: chatgpt, isCompressionEnabled: true, encoding: "zstd" },
    { name: "OpenAI", auth: chatgpt, isCompressionEnabled: false, encoding: undefined },
    { name: "OpenAI", auth: apikey, isCompressionEnabled: true, encoding: undefined },
    { name: "Openai", auth: chatgpt, isCompressionEnabled: true, encoding: undefined },
  ];
  await withServer([events(COMPLETED)], async (server) => {
    for (const { name, auth, isCompressionEnabled, encoding } of cases) {
      const client = testClient(server.origin, { provider: { name }, auth, isCompressionEnabled });
      await ask(client);
      client.close();
      const request = server.requests.at(-1);
      expect(request?.headers["content-encoding"]).toBe(encoding);
      const body = request?.body ?? Buffer.of();
      const text = String(encoding ? zstdDecompressSync(body) : body);
      expect(JSON.parse(text)).toMatchObject({ model: "gpt-5", prompt_cache_key: "thread-1" });
    }
  });
});

test("a complete answer leaves its connection for the next request", async () => {
  await withServer([atOnce(COMPLETED)], async (server) => {
    const client = testClient(server.origin);
    for (let index = 0; index < 3; index += 1) {
      await ask(client);
      // The connection is given back in the next round of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 1]);
    client.close();
    await server.allClosed();
  });
});

test("an answer that goes on after its end is read no further and cut off", async () => {
  await withServer([openEnded(COMPLETED, message("late"))], async (server) => {
    const client = testClient(server.origin);
    const { events: seen, error } = await ask(client);
    expect(error).toBeUndefined();
    expect(seen.at(-1)?.type).toBe("completed");
    await server.allClosed();
    client.close();
  });
});

test("leaving the loop closes the connection", async () => {
  await withServer([openEnded(message("one"))], async (server) => {
    const client = testClient(server.origin);
    const seen: ResponseEvent[] = [];
    for await (const event of client.startTurn().stream(HELLO, { turnMetadata: undefined }, signal)) {
      seen.push(event);
      break;
    }
    expect(seen).toHaveLength(1);
    await server.allClosed();
    client.close();
  });
});

test("an abort rejects with its reason and closes the connection, before and during the answer", async () => {
  const replies = [() => undefined, openEnded(message("one"))];
  for (const reply of replies) {
    await withServer([reply], async (server) => {
      const client = testClient(server.origin);
      const controller = new AbortController();
      const reason = { kind: "interrupted" };
      const outcome = ask(client, controller.signal);
      await server.received(1);
      controller.abort(reason);
      expect((await outcome).error).toBe(reason);
      await server.allClosed();
      client.close();
    });
  }
});

test("nothing is sent when the signal is aborted already", async () => {
  await withServer([events(COMPLETED)], async (server) => {
    const client = testClient(server.origin);
    expect((await ask(client, AbortSignal.abort("gone"))).error).toBe("gone");
    expect(server.requests).toHaveLength(0);
    client.close();
  });
});

test("closing the client ends what is running", async () => {
  await withServer([openEnded(message("one"))], async (server) => {
    const client = testClient(server.origin);
    const stream = client.startTurn().stream(HELLO, { turnMetadata: undefined }, signal);
    const reading = read(stream);
    await server.received(1);
    client.close();
    expect((await reading).error).toEqual(new Error("the model client was closed"));
    await server.allClosed();
  });
});

test("an abort does not wait for a slow login", async () => {
  const controller = new AbortController();
  const auth = {
    resolve: () => {
      controller.abort("stopped");
      return new Promise<never>(() => undefined);
    },
    recover: async () => false,
  };
  const client = testClient("http://127.0.0.1:9", { auth });
  expect((await ask(client, controller.signal)).error).toBe("stopped");
  client.close();
});

test("a closed client leaves no socket and no timer behind", async () => {
  const held = () => process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Timeout/.test(name));
  const before = held();
  const replies = [
    atOnce(COMPLETED),
    events(message("a")),
    status(500, ""),
    status(429, "{}"),
    openEnded(COMPLETED),
    openEnded({ type: "response.failed", response: {} }),
    openEnded(message("a")),
  ];
  await withServer(replies, async (server) => {
    const client = testClient(server.origin);
    const controller = new AbortController();
    for (let sent = 0; sent < 6; ) {
      await ask(client, controller.signal);
      sent = server.requests.length;
    }
    const last = ask(client, controller.signal);
    await server.received(7);
    controller.abort("stopped");
    await last;
    client.close();
    await server.allClosed();
  });
  expect(held()).toEqual(before);
});
