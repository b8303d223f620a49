import { expect, test } from "@jest/globals";
import { exchange, httpServer, testProxy } from "../../test/raw-client.ts";

const GREETING = [5, 1, 0];
const port = (value: number) => [value >> 8, value & 255];
const name = (text: string) => [3, text.length, ...Buffer.from(text, "latin1")];
const ask = async (proxyPort: number, ...bytes: number[]) =>
  Buffer.from(await exchange(proxyPort, Buffer.from(bytes)), "latin1");
const hello = "GET / HTTP/1.1\r\n\r\n";

test("a connection by name, by IPv4 and by a mapped address", async () => {
  await using origin = await httpServer("HTTP/1.1 200 OK\r\n\r\n");
  await using proxy = await testProxy({
    allowedDomains: ["a.example", "127.0.0.1"],
    resolve: async () => ["127.0.0.1"],
  });
  const mapped = [4, ...Array<number>(10).fill(0), 255, 255, 127, 0, 0, 1];
  for (const address of [name("A.Example."), [1, 127, 0, 0, 1], mapped]) {
    const answer = await ask(
      proxy.ports.socks,
      ...GREETING,
      5,
      1,
      0,
      ...address,
      ...port(origin.port),
      ...Buffer.from(hello),
    );
    expect(answer.toString("latin1")).toBe(`\x05\x00\x05\x00\x00\x01\0\0\0\0\0\0HTTP/1.1 200 OK\r\n\r\n`);
  }
  expect(proxy.log.recent().map(({ host, protocol, decision }) => `${host} ${protocol} ${decision}`)).toEqual(
    ["a.example socks5_tcp allow", "127.0.0.1 socks5_tcp allow", "127.0.0.1 socks5_tcp allow"],
  );
});

test.each([
  ["a host on no list", [5, 1, 0, ...name("other.example"), ...port(443)], 2],
  ["a denied host", [5, 1, 0, ...name("denied.example"), ...port(443)], 2],
  ["a name that leads nowhere", [5, 1, 0, ...name("a.example"), ...port(443)], 4],
  ["a name with a zero byte", [5, 1, 0, ...name("a.example\0.denied"), ...port(443)], 1],
  ["a name with a port", [5, 1, 0, ...name("a.example:80"), ...port(443)], 1],
  ["an empty name", [5, 1, 0, 3, 0, ...port(443)], 1],
  ["port nought", [5, 1, 0, ...name("a.example"), 0, 0], 1],
  ["UDP", [5, 3, 0, 1, 0, 0, 0, 0, 0, 0], 7],
  ["waiting for a connection", [5, 2, 0, 1, 0, 0, 0, 0, 0, 0], 7],
  ["an unknown kind of address", [5, 1, 0, 9, 0, 0], 8],
  ["another version", [4, 1, 0, 1, 0, 0, 0, 0, 0, 0], 1],
])("%s is refused", async (_what, request, reply) => {
  await using proxy = await testProxy({
    allowedDomains: ["a.example"],
    deniedDomains: ["denied.example"],
    resolve: () => Promise.reject(new Error("ENOTFOUND")),
  });
  const answer = await ask(proxy.ports.socks, ...GREETING, ...request);
  expect([...answer.subarray(0, 4)]).toEqual([5, 0, 5, reply]);
  expect(proxy.log.recent()).toMatchObject([{ protocol: "socks5_tcp", decision: "deny" }]);
});

test.each([
  ["a login alone", [5, 1, 2], [5, 255]],
  ["SOCKS 4", [4, 1, 0, 80, 127, 0, 0, 1, 0], []],
  ["no way to greet", [5, 0], []],
  ["HTTP", [...Buffer.from("GET / HTTP/1.1\r\n\r\n")], []],
])("%s is turned away", async (_what, bytes, answer) => {
  await using proxy = await testProxy({ allowedDomains: ["*"] });
  expect([...(await ask(proxy.ports.socks, ...bytes))]).toEqual(answer);
});

test("who says nothing, or breaks off, is let go", async () => {
  await using proxy = await testProxy({ allowedDomains: ["*"], handshakeLimitMs: 50 });
  expect(await exchange(proxy.ports.socks, Buffer.from([5]))).toBe("");
  expect(await exchange(proxy.ports.socks, Buffer.from([...GREETING, 5, 1, 0, 3, 200, 65]))).toBe("\x05\x00");
});

test("reading only means no SOCKS", async () => {
  await using proxy = await testProxy({ allowedDomains: ["*"], mode: "limited" });
  const answer = await ask(proxy.ports.socks, ...GREETING, 5, 1, 0, ...name("a.example"), ...port(80));
  expect(answer[3]).toBe(2);
});
