import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect } from "node:net";
import { expect, test } from "@jest/globals";
import { exchange, httpServer, testProxy, testServer } from "../test/raw-client.ts";

const ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi";
const resolve = async () => ["127.0.0.1"];
const openFiles = () => readdirSync("/proc/self/fd").length;
const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("five hundred requests leave nothing open", async () => {
  await using origin = await httpServer(ANSWER);
  await using proxy = await testProxy({ allowedDomains: ["a.example"], resolve });
  const place = `a.example:${origin.port}`;
  const kinds = [
    `GET http://${place}/ HTTP/1.1\r\nHost: ${place}\r\nConnection: close\r\n\r\n`,
    `CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
    "CONNECT denied.example:443 HTTP/1.1\r\nHost: denied.example\r\n\r\n",
    "nonsense\r\n\r\n",
    "GET http://a.example/ HTTP/1.1\r\nX",
  ];
  const round = () =>
    Promise.all(
      kinds.slice(0, 4).map(async (bytes) => {
        expect(await exchange(proxy.ports.http, bytes)).toMatch(/^HTTP\/1\.1 \d/);
      }),
    );
  await round();
  const before = openFiles();
  for (let count = 0; count < 125; count += 1) await round();
  while (proxy.connections > 0) await new Promise((next) => setImmediate(next));
  expect(openFiles()).toBeLessThanOrEqual(before + 2);
});

test("two hundred clients at once are all served", async () => {
  await using origin = await httpServer(ANSWER);
  await using proxy = await testProxy({ allowedDomains: ["a.example"], resolve });
  const place = `a.example:${origin.port}`;
  const answers = await Promise.all(
    Array.from({ length: 200 }, () =>
      exchange(
        proxy.ports.http,
        `GET http://${place}/ HTTP/1.1\r\nHost: ${place}\r\nConnection: close\r\n\r\n`,
      ),
    ),
  );
  expect(answers.filter((answer) => answer.endsWith("hi"))).toHaveLength(200);
});

test("the end breaks tunnels, waiting clients and listeners", async () => {
  await using origin = await testServer(() => undefined);
  const proxy = await testProxy({ allowedDomains: ["a.example"], resolve });
  const tunnel = connect(proxy.ports.http, "127.0.0.1");
  tunnel.write(`CONNECT a.example:${origin.port} HTTP/1.1\r\nHost: a.example\r\n\r\n`);
  await once(tunnel, "data");
  const idle = connect(proxy.ports.socks, "127.0.0.1");
  await once(idle, "connect");
  const ends = [tunnel, idle].map((socket) => {
    socket.on("error", () => undefined);
    return once(socket, "close");
  });
  await proxy.close();
  await Promise.all(ends);
  expect(proxy.connections).toBe(0);
  const late = connect(proxy.ports.http, "127.0.0.1");
  await expect(once(late, "connect")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("a pattern that means nothing opens no port", async () => {
  await expect(testProxy({ deniedDomains: ["a*b"] })).rejects.toMatchObject({ code: "bad_pattern" });
});

test("the log is bounded, and knows nothing of content", async () => {
  await using proxy = await testProxy();
  const ask = (path: string) =>
    exchange(
      proxy.ports.http,
      `GET http://a.example/${path}?secret HTTP/1.1\r\nHost: a.example\r\nAuthorization: secret\r\n\r\n`,
    );
  for (let round = 0; round < 21; round += 1)
    await Promise.all(Array.from({ length: 50 }, () => ask("secret")));
  expect(proxy.log.recent()).toHaveLength(1_000);
  expect(JSON.stringify(proxy.log.recent())).not.toContain("secret");
});
