/** The managed network of one session, from what an administrator requires. */
import type { ResolvedConfig } from "@codex-ts/config";
import type { SessionNetwork } from "@codex-ts/core";
import { CLOSED_NETWORK, type ExecHost, type OpenedNetwork, openNetwork } from "@codex-ts/exec-sandbox";
import type { NetworkProxy } from "@codex-ts/network-proxy";
import { untilAborted } from "@codex-ts/std";
import { RuntimeError } from "./errors.ts";
import type { RuntimeOptions } from "./runtime-options.ts";

type NetworkRequirements = NonNullable<ResolvedConfig["requirements"]["network"]>["value"];

/** Where variables lead while nothing listens: no program of a user can take a port below 1024. */
const DISCARD_PORT = 9;

/**
 * Starts the proxy of a session; undefined where nobody requires a managed network. Throws `network` when the
 * proxy cannot do what is required: a session without it would have no restriction.
 */
export async function startNetwork(
  options: RuntimeOptions,
  { requirements }: ResolvedConfig,
  signal: AbortSignal,
): Promise<SessionNetwork | undefined> {
  if (!requirements.network) return undefined;
  const { value, source } = requirements.network;
  try {
    return await start(options, value, signal);
  } catch (cause) {
    signal.throwIfAborted();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RuntimeError("network", `the managed network (required by ${source}) cannot start: ${reason}`, {
      cause,
    });
  }
}

async function start(
  { env, platform }: RuntimeOptions,
  required: NetworkRequirements,
  signal: AbortSignal,
): Promise<SessionNetwork> {
  const { proxyEnvironment, readUpstreamProxies, startNetworkProxy } = await import(
    "@codex-ts/network-proxy"
  );
  const allowsLocal = required.allow_local_binding ?? true;
  const environment: (place: {
    readonly http: number;
    readonly socks: number;
  }) => SessionNetwork["environment"] =
    ({ http, socks }) =>
    (own) =>
      proxyEnvironment({ httpPort: http, socksPort: socks, allowsLocal }, own, platform);
  if (!required.enabled) {
    return {
      addresses: undefined,
      domains: undefined,
      environment: environment({ http: DISCARD_PORT, socks: DISCARD_PORT }),
      access: async () => CLOSED_NETWORK,
      close: async () => undefined,
    };
  }
  const allowedDomains = required.allowed_domains ?? [];
  const deniedDomains = required.denied_domains ?? [];
  const proxy = await startNetworkProxy(
    {
      allowedDomains,
      deniedDomains,
      allowsLocal,
      mode: "full",
      upstream: (required.allow_upstream_proxy ?? true) ? readUpstreamProxies(env) : undefined,
      decide: undefined,
      onAccess: () => undefined,
      now: () => Date.now(),
    },
    signal,
  );
  const { http, socks, admin } = proxy.ports;
  const entrance = createEntrance(proxy);
  return {
    addresses: { http_addr: place(http), socks_addr: place(socks), admin_addr: place(admin) },
    domains: { allowed: allowedDomains, denied: deniedDomains },
    environment: environment({ http, socks }),
    access: async (host, own) => ({
      ports: [http, socks],
      allowsLocal,
      namespace: await untilAborted(entrance.open(host), own),
    }),
    async close() {
      await entrance.close();
      await proxy.close();
    },
  };
}

/** The way into the proxy for confined commands of Linux: a network that has nothing else in it. */
interface Entrance {
  /** Opens it at the first call; undefined where there is none, and commands reach nothing. */
  open(host: ExecHost): Promise<OpenedNetwork["namespace"] | undefined>;
  close(): Promise<void>;
}

function createEntrance(proxy: NetworkProxy): Entrance {
  const end = new AbortController();
  let opening: Promise<OpenedNetwork | undefined> | undefined;
  const open = async (host: ExecHost) => {
    if (host.support.kind !== "linux" || host.support.level < 3) return undefined;
    const kinds = ["http", "socks"] as const;
    const network = await openNetwork(
      host,
      kinds.map((kind) => proxy.ports[kind]),
      end.signal,
    );
    kinds.forEach((kind, index) => {
      network.listeners[index]?.on("connection", (socket) => proxy.serve(kind, socket));
    });
    return network;
  };
  return {
    async open(host) {
      // A refusal of the kernel stays one: commands go on without a network.
      opening ??= open(host).catch(() => undefined);
      return (await opening)?.namespace;
    },
    async close() {
      end.abort();
      (await opening)?.close();
    },
  };
}

function place(port: number): string {
  return `127.0.0.1:${port}`;
}
