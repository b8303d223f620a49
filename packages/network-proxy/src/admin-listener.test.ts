import { expect, test } from "@jest/globals";
import { exchange, testProxy } from "../test/raw-client.ts";

async function ask(port: number, line: string, body = "", headers = "Host: localhost\r\n") {
  const text = await exchange(
    port,
    `${line} HTTP/1.1\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`,
  );
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const raw = rest.join("\r\n\r\n").replace(/^[0-9a-f]+\r\n|\r\n0\r\n\r\n$/g, "");
  return { status: Number(head.split(" ")[1]), body: raw };
}

test("what is in force", async () => {
  await using proxy = await testProxy({ allowedDomains: ["a.example"], deniedDomains: ["b.example"] });
  const { admin } = proxy.ports;
  expect(await ask(admin, "GET /health")).toEqual({ status: 200, body: "ok" });
  expect(JSON.parse((await ask(admin, "GET /patterns")).body)).toEqual({
    allowed: ["a.example"],
    denied: ["b.example"],
  });
  expect(JSON.parse((await ask(admin, "GET /config")).body)).toMatchObject({ enabled: true, mode: "full" });
  expect((await ask(admin, "POST /reload")).status).toBe(501);
  expect((await ask(admin, "GET /other")).status).toBe(404);
  expect((await ask(admin, "POST /health")).status).toBe(404);
});

test("what was blocked is told once, the latest two hundred", async () => {
  await using proxy = await testProxy();
  const { admin, http } = proxy.ports;
  for (let count = 0; count < 205; count += 1) {
    await exchange(http, `CONNECT h${count}.example:443 HTTP/1.1\r\nHost: h${count}.example\r\n\r\n`);
  }
  const { blocked } = JSON.parse((await ask(admin, "GET /blocked")).body);
  expect(blocked).toHaveLength(200);
  expect(blocked[0]).toMatchObject({
    host: "h5.example",
    port: 443,
    reason: "not_allowed",
    protocol: "https_connect",
  });
  expect(JSON.parse((await ask(admin, "GET /blocked")).body)).toEqual({ blocked: [] });
});

test("the mode can be made stricter, and not looser again", async () => {
  await using proxy = await testProxy({ allowedDomains: ["*"], resolve: async () => ["127.0.0.1"] });
  const { admin, http } = proxy.ports;
  expect(JSON.parse((await ask(admin, "POST /mode", '{"mode":"limited"}')).body)).toMatchObject({
    mode: "limited",
  });
  const tunnel = await exchange(http, "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n");
  expect(tunnel).toContain("x-proxy-error: blocked-by-method-policy");
  expect((await ask(admin, "POST /mode", '{"mode":"full"}')).status).toBe(409);
  expect(JSON.parse((await ask(admin, "GET /config")).body)).toMatchObject({ mode: "limited" });
  for (const body of ["", "nonsense", '{"mode":"none"}', "[]", "null"]) {
    expect((await ask(admin, "POST /mode", body)).status).toBe(400);
  }
  expect((await ask(admin, "POST /mode", " ".repeat(9_000))).status).toBe(413);
});

test("pages of a browser are turned away", async () => {
  await using proxy = await testProxy();
  const { admin } = proxy.ports;
  expect((await ask(admin, "GET /health", "", "Host: evil.example\r\n")).status).toBe(403);
  expect(
    (await ask(admin, "GET /health", "", "Host: localhost\r\nOrigin: http://evil.example\r\n")).status,
  ).toBe(403);
});

test("nobody gets here through the proxy", async () => {
  await using proxy = await testProxy({ allowedDomains: ["*"] });
  const { admin, http } = proxy.ports;
  const place = `127.0.0.1:${admin}`;
  const answer = await exchange(http, `GET http://${place}/health HTTP/1.1\r\nHost: ${place}\r\n\r\n`);
  expect(answer).toContain("x-proxy-error: blocked-by-policy");
});
