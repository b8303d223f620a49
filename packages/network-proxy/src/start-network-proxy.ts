/** One proxy: its listeners, from start to end. */
import { once } from "node:events";
import type { AddressInfo, Server, Socket } from "node:net";
import { type AccessLog, type AccessRecord, createAccessLog } from "./access-log.ts";
import { createAdminListener } from "./admin-listener.ts";
import { type Resolver, systemResolver } from "./connect/resolver.ts";
import type { UpstreamProxies } from "./connect/upstream-proxy.ts";
import { NetworkProxyError } from "./errors.ts";
import { createGate, type Decider, type NetworkMode, type ProxyState } from "./gate.ts";
import { createHttpListener } from "./http/http-listener.ts";
import type { ListenerParts } from "./listener-parts.ts";
import { createDomainPolicy, type DomainSettings } from "./policy/domain-policy.ts";
import { createSocketSet } from "./socket-set.ts";
import { createSocksListener } from "./socks/socks-listener.ts";

/** What a proxy is made of. */
export interface NetworkProxyOptions extends DomainSettings {
  readonly mode: NetworkMode;
  /** The proxy of this machine itself; undefined goes out directly. */
  readonly upstream: UpstreamProxies | undefined;
  /** Asked about hosts that are on no list; without it they are blocked. */
  readonly decide: Decider | undefined;
  /** Told each request at once. */
  readonly onAccess: (record: AccessRecord) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Undefined asks the system. */
  readonly resolve?: Resolver | undefined;
  /** How long a client may take to say what it wants, in milliseconds; 20 s when undefined. */
  readonly handshakeLimitMs?: number | undefined;
}

/** A running proxy. */
export interface NetworkProxy {
  /** Ports on 127.0.0.1. */
  readonly ports: { readonly http: number; readonly socks: number; readonly admin: number };
  readonly log: Pick<AccessLog, "recent">;
  /** Open connections, of clients and to the other side. */
  readonly connections: number;
  /** Serves a connection that was accepted elsewhere, such as in a network namespace. */
  serve(kind: "http" | "socks", socket: Socket): void;
  /** Ends the listeners and breaks every tunnel. */
  close(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";
const HANDSHAKE_LIMIT_MS = 20_000;
/** Connections of clients at once, for each listener; more wait for the operating system to drop them. */
const MAX_CLIENTS = 512;
/** Connections at once, of clients and to the other side. */
const MAX_CONNECTIONS = 4 * MAX_CLIENTS;

/** Opens the listeners on free loopback ports. Throws `bad_pattern` or `listen_failed`; nothing is open then. */
export async function startNetworkProxy(
  options: NetworkProxyOptions,
  signal: AbortSignal,
): Promise<NetworkProxy> {
  const policy = createDomainPolicy(options);
  const state: ProxyState = { isEnabled: true, mode: options.mode };
  const log = createAccessLog(options.now, options.onAccess);
  const sockets = createSocketSet();
  const end = new AbortController();
  const ownPorts: number[] = [];
  const { resolve = systemResolver, decide, upstream } = options;
  const parts: ListenerParts = {
    gate: createGate({ policy, state, resolve, decide, upstream, ownPorts: () => ownPorts }),
    log,
    sockets,
    handshakeLimitMs: options.handshakeLimitMs ?? HANDSHAKE_LIMIT_MS,
    signal: end.signal,
  };
  const servers = {
    http: createHttpListener(parts),
    socks: createSocksListener(parts),
    admin: createAdminListener({ settings: policy.settings, state, log }),
  };
  for (const server of Object.values(servers)) {
    server.maxConnections = MAX_CLIENTS;
    server.on("connection", (socket: Socket) => sockets.add(socket));
  }
  const close = async () => {
    state.isEnabled = false;
    end.abort();
    const closed = Object.values(servers).map((server) => closeServer(server));
    sockets.destroyAll();
    await Promise.all(closed);
  };
  try {
    const [http, socks, admin] = await Promise.all([
      listen(servers.http, signal),
      listen(servers.socks, signal),
      listen(servers.admin, signal),
    ]);
    ownPorts.push(http, socks, admin);
    return {
      ports: { http, socks, admin },
      log,
      get connections() {
        return sockets.size;
      },
      serve(kind, socket) {
        if (sockets.size >= MAX_CONNECTIONS) return void socket.destroy();
        socket.allowHalfOpen = true;
        socket.setNoDelay(true);
        servers[kind].emit("connection", socket);
      },
      close,
    };
  } catch (cause) {
    await close();
    signal.throwIfAborted();
    throw new NetworkProxyError("listen_failed", `the network proxy cannot listen on ${LOOPBACK}`, { cause });
  }
}

async function listen(server: Server, signal: AbortSignal): Promise<number> {
  server.listen({ host: LOOPBACK, port: 0 });
  await once(server, "listening", { signal });
  return (server.address() as AddressInfo).port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
