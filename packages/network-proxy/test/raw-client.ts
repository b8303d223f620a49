/** Clients and servers of plain bytes, for what a well-behaved library would never send. */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { NetworkProxyOptions } from "../src/start-network-proxy.ts";
import { type NetworkProxy, startNetworkProxy } from "../src/start-network-proxy.ts";

/** A proxy for a test, closed at its end. */
export async function testProxy(
  options: Partial<NetworkProxyOptions> = {},
): Promise<NetworkProxy & AsyncDisposable> {
  const proxy = await startNetworkProxy(
    {
      allowedDomains: [],
      deniedDomains: [],
      allowsLocal: true,
      mode: "full",
      upstream: undefined,
      decide: undefined,
      onAccess: () => undefined,
      now: () => 1_000,
      ...options,
    },
    AbortSignal.timeout(10_000),
  );
  return Object.assign(Object.create(proxy) as NetworkProxy, { [Symbol.asyncDispose]: () => proxy.close() });
}

/** A server on a free port, with its connections ended at the end of a test. */
export async function testServer(
  serve: (socket: Socket) => void,
): Promise<AsyncDisposable & { readonly port: number; readonly server: Server }> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => open.delete(socket));
    serve(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    server,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** Sends bytes and gives all that comes back until the other side ends. */
export async function exchange(port: number, bytes: string | Buffer): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => undefined);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.write(bytes);
  const limit = AbortSignal.timeout(8_000);
  await Promise.race([once(socket, "end", { signal: limit }), once(socket, "close", { signal: limit })]);
  socket.destroy();
  return Buffer.concat(chunks).toString("latin1");
}

/** A server that answers every request head with `answer` and keeps what it was sent. */
export async function httpServer(answer: string) {
  const seen: string[] = [];
  const running = await testServer((socket) => {
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (!text.includes("\r\n\r\n")) return;
      seen.push(text);
      text = "";
      socket.end(answer);
    });
  });
  return Object.assign(running, { seen });
}
