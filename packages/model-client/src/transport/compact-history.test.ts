import { expect, test } from "@jest/globals";
import { status, withServer } from "../../test/loopback-server.ts";
import { HELLO, testClient } from "../../test/test-client.ts";

const signal = new AbortController().signal;
const SUMMARY = { type: "compaction", encrypted_content: "zz" };

test("the request has three members and only the headers of all requests", async () => {
  const reply = status(200, JSON.stringify({ output: [SUMMARY, { type: "mystery" }] }), {
    "x-codex-turn-state": "a",
  });
  await withServer([reply], async (server) => {
    const client = testClient(server.origin, {
      betaFeatures: ["collab"],
      env: { K: "k" },
      provider: { envKey: "K" },
    });
    expect(await client.compact(HELLO, signal)).toEqual([SUMMARY]);
    client.close();
    const request = server.requests[0];
    expect(request?.url).toBe("/v1/responses/compact");
    const names = request?.rawHeaders.filter((_, index) => index % 2 === 0);
    expect(names).toEqual([
      ...["authorization", "content-type", "accept", "user-agent", "originator", "host", "content-length"],
      "Connection",
    ]);
    expect(request?.headers.accept).toBe("*/*");
    const { model, input, instructions } = HELLO;
    expect(String(request?.body)).toBe(JSON.stringify({ model, input, instructions }));
  });
});

test("it is repeated like every request", async () => {
  const replies = [status(500, ""), status(200, JSON.stringify({ output: [] }))];
  await withServer(replies, async (server) => {
    const client = testClient(server.origin);
    expect(await client.compact(HELLO, signal)).toEqual([]);
    client.close();
    expect(server.requests).toHaveLength(2);
  });
});

test.each(["", "[]", "{}", '{"output":{}}'])("the answer %j is refused", async (body) => {
  await withServer([status(200, body)], async (server) => {
    const client = testClient(server.origin);
    await expect(client.compact(HELLO, signal)).rejects.toMatchObject({
      code: "model-error",
      kind: "stream",
    });
    client.close();
  });
});

test("an abort rejects with its reason and closes the connection", async () => {
  await withServer([(response) => response.writeHead(200).write('{"output":')], async (server) => {
    const client = testClient(server.origin);
    const controller = new AbortController();
    const compacting = client.compact(HELLO, controller.signal);
    await server.received(1);
    controller.abort("stopped");
    await expect(compacting).rejects.toBe("stopped");
    await server.allClosed();
    client.close();
  });
});
