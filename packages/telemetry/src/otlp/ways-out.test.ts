/** Encrypted connections with certificates of the user's own, and proxies. */
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import path from "node:path";
import type { TLSSocket } from "node:tls";
import { otlpReceiver, tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { checkTarget } from "./check-target.ts";
import { createGrpcSender } from "./grpc-sender.ts";
import { createHttpSender } from "./http-sender.ts";
import type { OtlpTarget } from "./otlp-settings.ts";
import type { OpenTarget } from "./sender.ts";

const { signal } = new AbortController();
const needsOpenssl = spawnSync("openssl", ["version"]).status === 0 ? test : test.skip;

/** Makes a certificate that signs itself, for 127.0.0.1, and gives its file and that of its key. */
function makeCertificate(folder: string, name: string): { readonly cert: string; readonly key: string } {
  const [cert, key] = [path.join(folder, `${name}.pem`), path.join(folder, `${name}.key`)];
  const subject = ["-subj", `/CN=${name}`, "-addext", "subjectAltName=IP:127.0.0.1"];
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync("openssl", ["req", ...kind, ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" });
  return { cert, key };
}

async function listen(server: Server | Http2SecureServer) {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

async function checked(target: Partial<OtlpTarget> & { readonly endpoint: string }): Promise<OpenTarget> {
  const result = await checkTarget(
    { protocol: "http-json", headers: {}, tls: undefined, timeoutMs: 10_000, ...target },
    signal,
  );
  if (!result.ok) throw new Error(result.reason);
  return result.target;
}

needsOpenssl.each(["http", "grpc"] as const)(
  "%s: both sides prove who they are with the user's certificates (Debian package openssl)",
  async (wire) => {
    await using dir = await tempDir();
    const [server, client] = [makeCertificate(dir.path, "server"), makeCertificate(dir.path, "client")];
    const options = {
      cert: await readFile(server.cert),
      key: await readFile(server.key),
      ca: await readFile(client.cert),
      requestCert: true,
      rejectUnauthorized: true,
    };
    const callers: unknown[] = [];
    const note = (socket: unknown) => callers.push((socket as TLSSocket).getPeerCertificate().subject.CN);
    await using running = await listen(
      wire === "http"
        ? createHttpsServer(options, (request: IncomingMessage, response: ServerResponse) => {
            note(request.socket);
            response.end("{}");
          })
        : createSecureServer(options).on("stream", (stream: ServerHttp2Stream) => {
            note(stream.session?.socket);
            stream.respond({ ":status": 200, "grpc-status": "0" }, { endStream: true });
          }),
    );
    const endpoint = `https://127.0.0.1:${running.port}/`;
    const senderFor = async (tls: OtlpTarget["tls"]) => {
      const target = await checked({ endpoint, tls });
      return wire === "http"
        ? createHttpSender(target, "application/json", {})
        : createGrpcSender(target, "/Service/Export");
    };
    const known = {
      caCertificate: server.cert,
      clientCertificate: client.cert,
      clientPrivateKey: client.key,
    };
    const sender = await senderFor(known);
    await sender.send(Buffer.from("{}"));
    sender.close();
    expect(callers).toEqual(["client"]);

    const stranger = await senderFor(undefined);
    await expect(stranger.send(Buffer.from("{}"))).rejects.toThrow("self-signed certificate");
    stranger.close();
  },
);

needsOpenssl("a key that does not fit its certificate is found before anything is sent", async () => {
  await using dir = await tempDir();
  const [one, other] = [makeCertificate(dir.path, "one"), makeCertificate(dir.path, "other")];
  const tls = { caCertificate: undefined, clientCertificate: one.cert, clientPrivateKey: other.key };
  await expect(checked({ endpoint: "https://127.0.0.1:1/", tls })).rejects.toThrow(
    "the certificates or the key cannot be used",
  );
});

test("HTTP goes through the proxy of the environment, and past it where the environment says so", async () => {
  await using receiver = await otlpReceiver();
  const asked: (string | undefined)[] = [];
  await using proxy = await listen(
    createServer((request, response) => {
      asked.push(request.url);
      response.end("{}");
    }),
  );
  const target = await checked({ endpoint: `${receiver.origin}/v1/logs` });
  const env = { http_proxy: `http://127.0.0.1:${proxy.port}` };
  for (const more of [{}, { no_proxy: "127.0.0.1" }]) {
    const sender = createHttpSender(target, "application/json", { ...env, ...more });
    await sender.send(Buffer.from("{}"));
    sender.close();
  }
  expect(asked).toEqual([`${receiver.origin}/v1/logs`]);
  expect(receiver.requests).toHaveLength(1);
});
