/** The managed network of one session, from what an administrator requires. */
import type { NetworkRequirements, ResolvedConfig } from "@codex-ts/config";
import type { SessionNetwork } from "@codex-ts/core";
import { CLOSED_NETWORK } from "@codex-ts/exec-sandbox";
import { RuntimeError } from "./errors.ts";
import type { RuntimeOptions } from "./runtime-options.ts";

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
  return {
    addresses: { http_addr: place(http), socks_addr: place(socks), admin_addr: place(admin) },
    domains: { allowed: allowedDomains, denied: deniedDomains },
    environment: environment({ http, socks }),
    access: async () => ({ ports: [http, socks], allowsLocal }),
    close: () => proxy.close(),
  };
}

function place(port: number): string {
  return `127.0.0.1:${port}`;
}
