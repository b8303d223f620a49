import type { OpenedThread, Runtime } from "@codex-ts/runtime";
import { createAsyncQueue } from "@codex-ts/std";
import { expect, jest, test } from "@jest/globals";
import { createServer } from "./create-server.ts";

const { signal } = new AbortController();

/** A thread that cannot be closed. */
const stuck = {
  thread: {
    id: "t-1",
    configured: { sandbox_policy: { type: "read-only" } },
    events: createAsyncQueue(),
    close: () => Promise.reject(new Error("the disk is gone")),
  },
  config: { deprecations: [], display: {}, model: {} },
  warnings: [],
} as unknown as OpenedThread;

test("clients are told of the end, and the runtime is closed, also when a thread cannot be", async () => {
  const closed: string[] = [];
  const runtime = {
    options: { version: "0", source: "exec" },
    openThread: async () => stuck,
    close: async () => void closed.push("runtime"),
  } as unknown as Runtime;
  const server = createServer(runtime, { now: () => 0 });
  const client = server.connect({});
  await client.request("thread/start", {}, signal);
  await expect(server.close()).rejects.toThrow("the disk is gone");
  const told: string[] = [];
  for await (const { method } of client.notifications) told.push(method);
  expect(told).toEqual(["thread/started"]);
  expect(closed).toEqual(["runtime"]);
});

test("a connection that has been closed is not kept until the end of the server", async () => {
  const runtime = { options: { version: "0", source: "exec" }, close: async () => undefined };
  const server = createServer(runtime as unknown as Runtime, { now: () => 0 });
  const listener = { notify: () => undefined, requests: { ask: async () => undefined } };
  const connection = server.attach(listener, { name: "test", version: "1" });
  const closing = jest.spyOn(connection, "close");
  await connection.close();
  await server.close();
  expect(closing).toHaveBeenCalledTimes(1);
});
