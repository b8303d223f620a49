import { expect, test } from "@jest/globals";
import { type LoopbackServer, type Reply, withServer } from "../../test/loopback-server.ts";
import { createHttpClient } from "./http-client.ts";
import { type ReadTextLimits, readText } from "./read-text.ts";

const LIMITS: ReadTextLimits = { maxBytes: 1000, idleTimeoutMs: 10_000 };

async function read(server: LoopbackServer, limits: ReadTextLimits): Promise<string> {
  const client = createHttpClient({});
  const url = new URL(server.origin);
  const headers = { host: url.host, "content-length": "0" };
  const { body } = await client.post({ url, headers, body: Buffer.of() }, new AbortController().signal);
  return readText(body, limits).finally(() => client.close());
}

/** Writes the parts one by one, waiting a while before each but the first; never ends. */
function writing(parts: readonly string[], pauseMs: number): Reply {
  return async (response) => {
    for (const [index, part] of parts.entries()) {
      if (index > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      response.write(part);
    }
  };
}

test("a body is read as UTF-8", async () => {
  await withServer([(response) => response.end("größe")], async (server) => {
    expect(await read(server, LIMITS)).toBe("größe");
  });
});

test("what is too long is cut off, and its end is not waited for", async () => {
  await withServer([writing(["x".repeat(999), "yz"], 0)], async (server) => {
    expect(await read(server, LIMITS)).toBe(`${"x".repeat(999)}y`);
    await server.allClosed();
  });
});

test("only silence counts, not the time of the whole", async () => {
  await withServer([writing(["a", "b", "c", "d", "e"], 100)], async (server) => {
    expect(await read(server, { maxBytes: 5, idleTimeoutMs: 300 })).toBe("abcde");
  });
});

test("silence ends the reading", async () => {
  await withServer([writing(["a"], 0)], async (server) => {
    await expect(read(server, { ...LIMITS, idleTimeoutMs: 20 })).rejects.toMatchObject({
      code: "idle-timeout",
    });
    await server.allClosed();
  });
});
