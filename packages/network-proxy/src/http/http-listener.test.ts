import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "@jest/globals";
import { exchange, httpServer, testProxy, testServer } from "../../test/raw-client.ts";
import type { AccessRecord } from "../access-log.ts";

const ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi";
const resolve = async () => ["127.0.0.1"];

test("a request goes to the address that was judged, without what concerns one connection", async () => {
  await using origin = await httpServer(
    "HTTP/1.1 201 Fine\r\nX-Kept: 1\r\nKeep-Alive: x\r\nConnection: X-Gone, close\r\nX-Gone: 1\r\nContent-Length: 2\r\n\r\nhi",
  );
  await using proxy = await testProxy({ allowedDomains: ["a.example"], resolve });
  const answer = await exchange(
    proxy.ports.http,
    `POST http://a.example:${origin.port}?q=1 HTTP/1.1\r\nHost: A.example.:${origin.port}\r\nProxy-Authorization: secret\r\nProxy-Connection: x\r\nTE: trailers\r\nConnection: x-hop, close\r\nX-Hop: 1\r\nX-Kept: a\r\nX-Kept: b\r\nContent-Length: 4\r\n\r\nbody`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 201 Fine\r\n/);
  expect(answer).toMatch(/X-Kept: 1\r\n/);
  expect(answer).not.toMatch(/x-gone: 1|keep-alive: x/i);
  expect(answer.endsWith("\r\n\r\nhi")).toBe(true);
  expect(origin.seen[0]?.split("\r\n")).toEqual([
    "POST /?q=1 HTTP/1.1",
    `host: a.example:${origin.port}`,
    "X-Kept: a",
    "X-Kept: b",
    "Content-Length: 4",
    "connection: close",
    "",
    "body",
  ]);
});

test("bodies of unknown length are passed on in both directions", async () => {
  await using origin = await httpServer(
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
  );
  await using proxy = await testProxy({ allowedDomains: ["*"], resolve });
  const place = `a.example:${origin.port}`;
  const answer = await exchange(
    proxy.ports.http,
    `POST http://${place}/ HTTP/1.1\r\nHost: ${place}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
  );
  expect(answer).toMatch(/transfer-encoding: chunked/i);
  expect(answer).toContain("hi");
  expect(origin.seen[0]).toMatch(/transfer-encoding: chunked/);
});

test("blocked requests are told in the wire format", async () => {
  const records: AccessRecord[] = [];
  await using proxy = await testProxy({
    allowedDomains: ["a.example"],
    deniedDomains: ["denied.example"],
    onAccess: (record) => records.push(record),
  });
  const plain = await exchange(
    proxy.ports.http,
    "GET http://denied.example/secret?token=1 HTTP/1.1\r\nHost: denied.example\r\nAuthorization: x\r\n\r\n",
  );
  expect(plain).toMatch(/^HTTP\/1\.1 403 /);
  expect(plain).toMatch(/\r\nx-proxy-error: blocked-by-denylist\r\n/);
  expect(JSON.parse(plain.split("\r\n\r\n")[1] ?? "")).toEqual({
    status: "blocked",
    host: "denied.example",
    reason: "denied",
    policy_decision_prefix:
      'CODEX_NETWORK_POLICY_DECISION {"decision":"deny","reason":"denied","source":"baseline_policy","protocol":"http","host":"denied.example","port":80}',
    message: expect.any(String),
  });
  const tunnel = await exchange(
    proxy.ports.http,
    "CONNECT Other.Example:443 HTTP/1.1\r\nHost: other.example:443\r\n\r\n",
  );
  expect(tunnel).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
  expect(tunnel).toMatch(/\r\nx-proxy-error: blocked-by-allowlist\r\n/);
  expect(tunnel.split("\r\n\r\n")[1]?.split("\n")).toEqual([
    'CODEX_NETWORK_POLICY_DECISION {"decision":"deny","reason":"not_allowed","source":"baseline_policy","protocol":"https_connect","host":"other.example","port":443}',
    expect.stringContaining("allowed domains"),
    "",
  ]);
  expect(records).toEqual([
    {
      time: 1_000,
      host: "denied.example",
      port: 80,
      protocol: "http",
      method: "GET",
      decision: "deny",
      reason: "denied",
      source: "baseline_policy",
    },
    {
      time: 1_000,
      host: "other.example",
      port: 443,
      protocol: "https_connect",
      method: "CONNECT",
      decision: "deny",
      reason: "not_allowed",
      source: "baseline_policy",
    },
  ]);
});

test("a tunnel passes bytes both ways, the early ones too, and ends with both halves", async () => {
  await using origin = await testServer((socket) => {
    const chunks: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("end", () => socket.end(`got ${Buffer.concat(chunks)}`));
  });
  await using proxy = await testProxy({ allowedDomains: ["a.example"], resolve });
  const client = connect({ port: proxy.ports.http, host: "127.0.0.1", allowHalfOpen: true });
  const closed = once(client, "close");
  let text = "";
  client.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  client.end(
    `CONNECT a.example:${origin.port} HTTP/1.1\r\n\r\nearly`.replace(
      "\r\n\r\n",
      "\r\nHost: a.example\r\n\r\n",
    ),
  );
  await closed;
  expect(text).toBe("HTTP/1.1 200 Connection Established\r\n\r\ngot early");
  expect(proxy.connections).toBe(0);
});

const GET = "GET http://a.example/ HTTP/1.1\r\n";
const HOST = "Host: a.example\r\n";

test.each([
  [
    "two lengths",
    `POST http://a.example/ HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
  ],
  [
    "two equal lengths",
    `POST http://a.example/ HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 1\r\n\r\na`,
  ],
  ["a list of lengths", `POST http://a.example/ HTTP/1.1\r\n${HOST}Content-Length: 1, 1\r\n\r\na`],
  ["a signed length", `POST http://a.example/ HTTP/1.1\r\n${HOST}Content-Length: +1\r\n\r\na`],
  [
    "length and coding",
    `POST http://a.example/ HTTP/1.1\r\n${HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  [
    "coding and length",
    `POST http://a.example/ HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n`,
  ],
  [
    "two codings",
    `POST http://a.example/ HTTP/1.1\r\n${HOST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
  ],
  [
    "a coding of HTTP/1.0",
    `POST http://a.example/ HTTP/1.0\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  ["a folded header", `${GET}${HOST}X: a\r\n b\r\n\r\n`],
  ["a space before the colon", `${GET}${HOST}X : a\r\n\r\n`],
  ["bare line feeds", `${GET.replace("\r", "")}Host: a.example\n\n`],
  ["a bare line feed in a header", `${GET}${HOST}X: a\nTransfer-Encoding: chunked\r\n\r\n`],
  ["a bare carriage return", `${GET}${HOST}X: a\rb\r\n\r\n`],
  ["a zero byte", `${GET}${HOST}X: a\0b\r\n\r\n`],
  ["another host in the header", `${GET}Host: denied.example\r\n\r\n`],
  ["another port in the header", `${GET}Host: a.example:81\r\n\r\n`],
  ["two hosts", `${GET}${HOST}Host: a.example\r\n\r\n`],
  ["no host", `${GET}\r\n`],
  ["a login", `GET http://me:pw@a.example/ HTTP/1.1\r\n${HOST}\r\n`],
  ["a path alone", `GET / HTTP/1.1\r\n${HOST}\r\n`],
  ["another scheme", `GET https://a.example/ HTTP/1.1\r\n${HOST}\r\n`],
  ["a back slash", `GET http://a.example\\@denied.example/ HTTP/1.1\r\n${HOST}\r\n`],
  ["a fragment", `GET http://a.example/#x HTTP/1.1\r\n${HOST}\r\n`],
  ["a host in percent signs", "GET http://%61.example/ HTTP/1.1\r\nHost: %61.example\r\n\r\n"],
  ["CONNECT without a port", "CONNECT a.example HTTP/1.1\r\nHost: a.example\r\n\r\n"],
  ["CONNECT with a login", "CONNECT a@a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n"],
  ["CONNECT with an address", "CONNECT http://a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n"],
  ["CONNECT with two ports", "CONNECT a.example:443:80 HTTP/1.1\r\nHost: a.example\r\n\r\n"],
  ["CONNECT to another host", "CONNECT a.example:443 HTTP/1.1\r\nHost: denied.example:443\r\n\r\n"],
  [
    "CONNECT with a body",
    "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\n\r\nabc",
  ],
  ["nonsense", "\x16\x03\x01\x02\x00"],
])("%s is refused and reaches nobody", async (_what, bytes) => {
  const records: AccessRecord[] = [];
  await using proxy = await testProxy({
    allowedDomains: ["*"],
    resolve: () => Promise.reject(new Error("nobody may be asked for")),
    onAccess: (record) => records.push(record),
  });
  expect(await exchange(proxy.ports.http, Buffer.from(bytes, "latin1"))).toMatch(/^HTTP\/1\.1 400 /);
  expect(records).toEqual([
    expect.objectContaining({ host: undefined, decision: "deny", reason: "bad_request", source: undefined }),
  ]);
});

test("a second request behind a refused one is not read", async () => {
  await using origin = await httpServer(ANSWER);
  await using proxy = await testProxy({ allowedDomains: ["a.example"], resolve });
  const place = `a.example:${origin.port}`;
  const answer = await exchange(
    proxy.ports.http,
    `POST http://denied.example/ HTTP/1.1\r\nHost: denied.example\r\nContent-Length: 3\r\n\r\nabcGET http://${place}/ HTTP/1.1\r\nHost: ${place}\r\n\r\n`,
  );
  expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  expect(answer).toContain(" 403 ");
  expect(origin.seen).toEqual([]);
});

test("requests that follow each other on one connection are judged one by one", async () => {
  await using origin = await httpServer(ANSWER);
  await using proxy = await testProxy({ allowedDomains: ["a.example"], resolve });
  const place = `a.example:${origin.port}`;
  const answer = await exchange(
    proxy.ports.http,
    `GET http://${place}/ HTTP/1.1\r\nHost: ${place}\r\n\r\nGET http://denied.example/ HTTP/1.1\r\nHost: denied.example\r\n\r\n`,
  );
  expect(answer.match(/HTTP\/1\.1 (\d+)/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 403"]);
});

test("headers that are too long are refused", async () => {
  await using proxy = await testProxy({ allowedDomains: ["*"] });
  const long = `${GET}${HOST}X: ${"a".repeat(70_000)}\r\n\r\n`;
  expect(await exchange(proxy.ports.http, long)).toMatch(/^HTTP\/1\.1 431 /);
});

test("a client that takes its time over the headers is let go", async () => {
  await using proxy = await testProxy({ allowedDomains: ["*"], handshakeLimitMs: 50 });
  expect(await exchange(proxy.ports.http, "")).toMatch(/^HTTP\/1\.1 408 |^$/);
  expect(await exchange(proxy.ports.http, "GET http://a.example/ HTTP/1.1\r\nX")).toMatch(
    /^HTTP\/1\.1 408 |^$/,
  );
});

test("local sockets are not served", async () => {
  await using proxy = await testProxy({ allowedDomains: ["*"] });
  const asked = `${GET}${HOST}X-Unix-Socket: /var/run/docker.sock\r\n\r\n`;
  expect(await exchange(proxy.ports.http, asked)).toMatch(/^HTTP\/1\.1 501 /);
  expect(proxy.log.recent()).toMatchObject([{ decision: "deny", reason: "unsupported" }]);
});

test("what cannot be reached is a bad gateway", async () => {
  const unused = await testServer(() => undefined);
  await unused[Symbol.asyncDispose]();
  await using proxy = await testProxy({ allowedDomains: ["*"], resolve });
  const place = `a.example:${unused.port}`;
  expect(await exchange(proxy.ports.http, `GET http://${place}/ HTTP/1.1\r\nHost: ${place}\r\n\r\n`)).toMatch(
    / 502 /,
  );
  expect(await exchange(proxy.ports.http, `CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n\r\n`)).toMatch(
    / 502 /,
  );
  await using lost = await testProxy({
    allowedDomains: ["*"],
    resolve: () => Promise.reject(new Error("ENOTFOUND")),
  });
  expect(await exchange(lost.ports.http, `${GET}${HOST}\r\n`)).toMatch(/ 502 /);
});

test("an answer that breaks off, or is no HTTP, is not made whole", async () => {
  await using short = await httpServer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhi");
  await using noise = await httpServer("nonsense\r\n\r\n");
  await using switching = await httpServer(
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
  );
  await using proxy = await testProxy({ allowedDomains: ["*"], resolve });
  const get = (port: number) =>
    exchange(proxy.ports.http, `GET http://a.example:${port}/ HTTP/1.1\r\nHost: a.example:${port}\r\n\r\n`);
  expect(await get(short.port)).toMatch(/Content-Length: 10\r\n.*hi$/s);
  expect(await get(noise.port)).toMatch(/^HTTP\/1\.1 502 /);
  expect(await get(switching.port)).toMatch(/^HTTP\/1\.1 502 /);
});

test("another proxy is used where there is one, with its login and without ours", async () => {
  await using other = await httpServer(ANSWER);
  const upstream = {
    http: { host: "127.0.0.1", port: other.port, authorization: "Basic eDp5" },
    https: { host: "127.0.0.1", port: other.port, authorization: "Basic eDp5" },
    exceptions: [],
  };
  await using proxy = await testProxy({ allowedDomains: ["a.example"], upstream });
  await exchange(
    proxy.ports.http,
    `GET http://a.example/x HTTP/1.1\r\nHost: a.example\r\nProxy-Authorization: mine\r\nConnection: close\r\n\r\n`,
  );
  expect(other.seen[0]).toMatch(/^GET http:\/\/a\.example\/x HTTP\/1\.1\r\n/);
  expect(other.seen[0]).toContain("proxy-authorization: Basic eDp5");
  expect(other.seen[0]).not.toContain("mine");
  const tunnel = await exchange(
    proxy.ports.http,
    "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n",
  );
  expect(other.seen[1]).toMatch(/^CONNECT a\.example:443 HTTP\/1\.1\r\n/);
  expect(tunnel).toMatch(/^HTTP\/1\.1 200 Connection Established\r\n\r\n/);
});
