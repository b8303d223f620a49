/** Connects to what the gate has let through, and to nothing else. */
import { once } from "node:events";
import { request } from "node:http";
import { connect, isIPv6, type Socket } from "node:net";
import { NetworkProxyError } from "../errors.ts";
import type { UpstreamProxy } from "./upstream-proxy.ts";

/** How a target is reached. */
export type Route =
  /** One of these addresses: each was checked, and no name is resolved again. */
  | { readonly kind: "direct"; readonly addresses: readonly string[] }
  /** Through a proxy, which is told this name or address. */
  | { readonly kind: "upstream"; readonly proxy: UpstreamProxy; readonly host: string };

/** How long a connection may take to come about, in milliseconds. */
const CONNECT_LIMIT_MS = 30_000;
const OK = 200;

/** Opens a connection to `port` of a direct route, or to the proxy of the other. Throws `unreachable`. */
export async function openConnection(route: Route, port: number, signal: AbortSignal): Promise<Socket> {
  const socket =
    route.kind === "direct"
      ? connectToAny(route.addresses, port)
      : connect({ host: route.proxy.host, port: route.proxy.port, allowHalfOpen: true, noDelay: true });
  socket.on("error", () => undefined); // Whoever uses the socket learns of its end by "close".
  try {
    await once(socket, "connect", {
      signal: AbortSignal.any([signal, AbortSignal.timeout(CONNECT_LIMIT_MS)]),
    });
    return socket;
  } catch (cause) {
    socket.destroy();
    throw new NetworkProxyError("unreachable", "the connection could not be made", { cause });
  }
}

/** Opens a tunnel to a target, through the proxy of the route where there is one. Throws `unreachable`. */
export async function openTunnel(route: Route, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = await openConnection(route, port, signal);
  if (route.kind === "direct") return socket;
  const authority = `${isIPv6(route.host) ? `[${route.host}]` : route.host}:${port}`;
  const { authorization } = route.proxy;
  const asked = request({
    createConnection: () => socket,
    method: "CONNECT",
    path: authority,
    headers: {
      host: authority,
      ...(authorization === undefined ? {} : { "proxy-authorization": authorization }),
    },
  });
  asked.end();
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_LIMIT_MS)]);
    // Any other answer than a tunnel arrives as "response", which nobody waits for.
    asked.on("response", () => asked.destroy(new Error("the proxy gave no tunnel")));
    const [response, , head] = await once(asked, "connect", { signal: limit });
    if (response.statusCode !== OK) throw new Error(`the proxy answered ${response.statusCode}`);
    if (head.length > 0) socket.unshift(head);
    return socket;
  } catch (cause) {
    socket.destroy();
    throw new NetworkProxyError("unreachable", "the upstream proxy gave no tunnel", { cause });
  }
}

/** Node tries the addresses side by side (RFC 8305); its look-up is given what was checked before. */
function connectToAny(addresses: readonly string[], port: number): Socket {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  const [first] = found;
  if (!first) throw new NetworkProxyError("unreachable", "the name has no address");
  return connect({
    host: "checked.invalid",
    port,
    allowHalfOpen: true,
    noDelay: true,
    autoSelectFamily: true,
    lookup: (_name, options, callback) => {
      if (options.all) callback(null, found);
      else callback(null, first.address, first.family);
    },
  });
}
