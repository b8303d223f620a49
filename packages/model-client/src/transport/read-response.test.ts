import { expect, test } from "@jest/globals";
import {
  COMPLETED,
  events,
  frame,
  message,
  openEnded,
  type Reply,
  withServer,
} from "../../test/loopback-server.ts";
import { ask, HELLO, testClient } from "../../test/test-client.ts";

const PREFIX = "stream disconnected before completion: ";
const IDLE_MS = 40;

/** Asks a server that gives this one reply. */
async function outcomeOf(reply: Reply, streamIdleTimeoutMs = 10_000) {
  let result: Awaited<ReturnType<typeof ask>> = { events: [], error: undefined };
  await withServer([reply], async (server) => {
    const client = testClient(server.origin, { provider: { streamIdleTimeoutMs } });
    result = await ask(client);
    await server.allClosed().finally(() => client.close());
  });
  return result;
}

test("what cannot be read is skipped", async () => {
  const reply = events(
    "not json",
    "[DONE]",
    { type: "response.nothing" },
    { type: "response.output_item.done", item: { type: "mystery", id: "m" } },
    COMPLETED,
  );
  await withServer([reply], async (server) => {
    const client = testClient(server.origin);
    const { events: seen, error } = await ask(client);
    client.close();
    expect(error).toBeUndefined();
    expect(seen.map(({ type }) => type)).toEqual(["rate-limits", "completed"]);
  });
});

test.each<[string, Reply, string]>([
  ["ends before the response", openAndEnd(message("a")), "stream closed before response.completed"],
  [
    "reports an incomplete response",
    openAndEnd(message("a"), { type: "response.incomplete", response: {} }),
    "stream closed before response.completed",
  ],
  ["has an end without its blank line", unfinished, "stream closed before response.completed"],
  ["breaks off", cutAfter(message("a")), "the connection broke while the response was coming in"],
])("a stream that %s is a stream error", async (_when, reply, reason) => {
  const { events: seen, error } = await outcomeOf(reply);
  expect(seen.map(({ type }) => type)).toEqual(["rate-limits", "item-completed"]);
  expect(error).toMatchObject({ kind: "stream", isRetryable: true, message: PREFIX + reason });
});

test("a reported failure is raised at once, though the server keeps the connection", async () => {
  const failure = { type: "response.failed", response: { error: { code: "boom", message: "mm" } } };
  const { error } = await outcomeOf(openEnded(failure, COMPLETED));
  expect(error).toMatchObject({ kind: "stream", message: `${PREFIX}mm` });
});

test.each<[string, Reply]>([
  ["nothing", openEnded()],
  ["one event", openEnded(message("a"))],
  ["comments only", commentsOnly],
])("silence after %s is an idle timeout", async (_when, reply) => {
  const { error } = await outcomeOf(reply, IDLE_MS);
  expect(error).toMatchObject({
    kind: "stream",
    isRetryable: true,
    message: `${PREFIX}idle timeout waiting for SSE`,
  });
});

test("the time that the reader takes is no silence", async () => {
  const idleMs = 100;
  let finish = () => undefined as unknown;
  const reply: Reply = (response, request) => {
    openEnded(message("a"))(response, request);
    finish = () => response.end(frame(COMPLETED));
  };
  await withServer([reply], async (server) => {
    const client = testClient(server.origin, { provider: { streamIdleTimeoutMs: idleMs } });
    const signal = new AbortController().signal;
    const seen: string[] = [];
    for await (const { type } of client.startTurn().stream(HELLO, { turnMetadata: undefined }, signal)) {
      seen.push(type);
      if (type !== "item-completed") continue;
      // The reader is busy for longer than the limit, and only then the server goes on.
      await new Promise((resolve) => setTimeout(resolve, 2 * idleMs));
      finish();
    }
    expect(seen).toEqual(["rate-limits", "item-completed", "completed"]);
    client.close();
  });
});

test("an event beyond all measure is an error that repeating does not help", async () => {
  const { error } = await outcomeOf((response) => {
    response.writeHead(200);
    const part = Buffer.alloc(1024 * 1024, "x");
    response.write("data: ");
    for (let length = 0; length <= 32 * part.length; length += part.length) response.write(part);
  });
  expect(error).toMatchObject({ kind: "stream", isRetryable: false });
  expect(String(error)).toContain("an event is longer than");
});

function openAndEnd(...list: readonly unknown[]): Reply {
  return (response, request) => {
    response.shouldKeepAlive = false;
    events(...list)(response, request);
  };
}

function unfinished(...[response]: Parameters<Reply>): void {
  response.shouldKeepAlive = false;
  response.writeHead(200).end(`${frame(message("a"))}data: ${JSON.stringify(COMPLETED)}\n`);
}

function cutAfter(event: unknown): Reply {
  return (response) => {
    response.writeHead(200);
    response.write(frame(event), () => response.destroy());
  };
}

function commentsOnly(...[response]: Parameters<Reply>): void {
  response.writeHead(200);
  response.flushHeaders();
  const timer = setInterval(() => response.write(": ping\n\n"), IDLE_MS / 8);
  response.on("close", () => clearInterval(timer));
}
