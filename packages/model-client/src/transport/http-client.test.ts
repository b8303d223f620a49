import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import { atOnce, COMPLETED, type Reply, withServer } from "../../test/loopback-server.ts";
import { createHttpClient, type HttpResponse } from "./http-client.ts";

const signal = new AbortController().signal;

function request(origin: string) {
  const url = new URL(`${origin}/v1/responses?a=1`);
  const body = Buffer.from("{}");
  return { url, body, headers: { host: url.host, "content-length": String(body.length) } };
}

async function finish({ body }: HttpResponse): Promise<void> {
  body.resume();
  await new Promise((resolve) => body.once("close", resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

test("a request that meets a connection just closed by the server goes out again by itself", async () => {
  const replies: readonly Reply[] = [atOnce(COMPLETED), (response) => response.destroy(), atOnce(COMPLETED)];
  await withServer(replies, async (server) => {
    const client = createHttpClient({});
    await finish(await client.post(request(server.origin), signal));
    await finish(await client.post(request(server.origin), signal));
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 2]);
    client.close();
  });
});

test("a fresh connection that breaks is the caller's to judge", async () => {
  await withServer([(response) => response.destroy()], async (server) => {
    const client = createHttpClient({});
    await expect(client.post(request(server.origin), signal)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(server.requests).toHaveLength(1);
    client.close();
  });
});

test("credentials of the URL become basic authentication", async () => {
  await withServer([atOnce(COMPLETED)], async (server) => {
    const client = createHttpClient({});
    await finish(await client.post(request(server.origin.replace("//", "//us%40er:p%3Aw@")), signal));
    const expected = `Basic ${Buffer.from("us@er:p:w").toString("base64")}`;
    expect(server.requests[0]?.headers.authorization).toBe(expected);
    client.close();
  });
});

/** Runs a test with a proxy that answers everything itself and notes the targets. */
async function withProxy(test: (url: string, seen: readonly string[]) => Promise<void>): Promise<void> {
  const seen: string[] = [];
  const proxy: Server = createServer((incoming, response) => {
    seen.push(incoming.url ?? "");
    incoming.resume();
    response.writeHead(204).end();
  });
  proxy.on("connect", (incoming, socket) => {
    seen.push(`CONNECT ${incoming.url}`);
    socket.end("HTTP/1.1 502 no\r\n\r\n");
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  try {
    await test(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, seen);
  } finally {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  }
}

test("the proxy of the environment is used, for both schemes", async () => {
  await withProxy(async (proxy, seen) => {
    const client = createHttpClient({ http_proxy: proxy, https_proxy: proxy });
    await finish(await client.post(request("http://model.invalid"), signal));
    await expect(client.post(request("https://model.invalid"), signal)).rejects.toThrow();
    expect(seen).toEqual(["http://model.invalid/v1/responses?a=1", "CONNECT model.invalid:443"]);
    client.close();
  });
});

test("hosts that are excepted from the proxy are reached directly, and all are inside the macOS sandbox", async () => {
  await withProxy(async (proxy, seen) => {
    await withServer([atOnce(COMPLETED)], async (server) => {
      for (const env of [{ no_proxy: "127.0.0.1" }, { CODEX_SANDBOX: "seatbelt" }]) {
        const client = createHttpClient({ http_proxy: proxy, ...env });
        await finish(await client.post(request(server.origin), signal));
        client.close();
      }
      expect(server.requests).toHaveLength(2);
      expect(seen).toEqual([]);
    });
  });
});
