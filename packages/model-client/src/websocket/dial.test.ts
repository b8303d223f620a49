import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer as createProxy, type Server } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { WebSocketServer } from "ws";

const testFolder = path.join(import.meta.dirname, "../../test");
const tls = path.join(testFolder, "fixtures/tls");

/** What a process of its own prints, because a process reads its certificate store only once. */
function dialled(url: string, env: Record<string, string>): Promise<string> {
  const program = path.join(testFolder, "dial-over-tls.ts");
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, url], { env }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });
}

async function listen(server: Pick<Server, "listen" | "address">): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

test("wss trusts what the machine trusts, and goes through the proxy of the environment", async () => {
  const server = createServer({
    key: readFileSync(path.join(tls, "key.pem")),
    cert: readFileSync(path.join(tls, "certificate.pem")),
  });
  const sockets = new WebSocketServer({ server });
  const tunnels: string[] = [];
  const proxy = createProxy();
  proxy.on("connect", ({ url = "" }, client) => {
    tunnels.push(url);
    const upstream = connect(Number(url.split(":")[1]), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on("error", () => client.destroy());
    client.on("error", () => upstream.destroy());
  });
  const port = await listen(server);
  const url = `wss://127.0.0.1:${port}/v1/responses`;
  const trusting = { SSL_CERT_FILE: path.join(tls, "certificate.pem") };
  try {
    expect(await dialled(url, trusting)).toBe("open\n");
    expect(await dialled(url, {})).toBe("DEPTH_ZERO_SELF_SIGNED_CERT\n");
    expect(tunnels).toEqual([]);
    const HTTPS_PROXY = `http://127.0.0.1:${await listen(proxy)}`;
    expect(await dialled(url, { ...trusting, HTTPS_PROXY })).toBe("open\n");
    expect(new Set(tunnels)).toEqual(new Set([`127.0.0.1:${port}`]));
  } finally {
    sockets.close();
    for (const each of [server, proxy]) {
      each.closeAllConnections();
      each.close();
    }
  }
});
