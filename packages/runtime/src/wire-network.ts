/** The managed network of one session, from what an administrator requires. */
import type { ResolvedConfig } from "@codex-ts/config";
import type { SessionNetwork } from "@codex-ts/core";
import { CLOSED_NETWORK, type ExecHost, type OpenedNetwork, openNetwork } from "@codex-ts/exec-sandbox";
import type { NetworkProxy } from "@codex-ts/network-proxy";
import { reasonOf, untilAborted } from "@codex-ts/std";
import { RuntimeError } from "./errors.ts";
import type { RuntimeOptions } from "./runtime-options.ts";

type NetworkRequirement = NonNullable<ResolvedConfig["requirements"]["network"]>;

/** Where variables lead while nothing listens: no program of a user can take a port below 1024. */
const DISCARD_PORT = 9;

/**
 * Starts the proxy of a session; undefined where nobody requires a managed network. Throws `network` when the
 * proxy cannot do what is required: a session without it would have no restriction.
 */
export async function startNetwork(
  options: RuntimeOptions,
  { requirements }: { readonly requirements: Pick<ResolvedConfig["requirements"], "network"> },
  signal: AbortSignal,
): Promise<SessionNetwork | undefined> {
  if (!requirements.network) return undefined;
  const { source } = requirements.network;
  try {
    return await start(options, requirements.network, signal);
  } catch (cause) {
    signal.throwIfAborted();
    const reason = reasonOf(cause);
    throw new RuntimeError("network", `the managed network (required by ${source}) cannot start: ${reason}`, {
      cause,
    });
  }
}

async function start(
  { env, platform }: RuntimeOptions,
  { value: required, source }: NetworkRequirement,
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
      follow: () => undefined,
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
  let warn: (message: string) => void = () => undefined;
  const entrance = createEntrance(proxy, (reason) =>
    warn(`Commands have no network: they cannot reach the proxy that ${source} requires. ${reason}`),
  );
  return {
    addresses: { http_addr: place(http), socks_addr: place(socks), admin_addr: place(admin) },
    domains: { allowed: allowedDomains, denied: deniedDomains },
    environment: environment({ http, socks }),
    follow(tell) {
      warn = tell;
    },
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

/** `onRefused` is told at most once, with a sentence, why there is no way in. */
function createEntrance(proxy: NetworkProxy, onRefused: (reason: string) => void): Entrance {
  const end = new AbortController();
  let opening: Promise<OpenedNetwork | undefined> | undefined;
  const open = async (host: ExecHost) => {
    if (host.platform !== "linux") return undefined;
    const obstacle = obstacleOf(host.support);
    if (obstacle !== undefined) {
      onRefused(obstacle);
      return undefined;
    }
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
      opening ??= open(host).catch((error: unknown) => {
        if (!end.signal.aborted) onRefused(`This machine says: ${reasonOf(error)}.`);
        return undefined;
      });
      return (await opening)?.namespace;
    },
    async close() {
      end.abort();
      (await opening)?.close();
    },
  };
}

/** Why the sandbox of this machine has no networks of its own; undefined where it may have. */
function obstacleOf(support: ExecHost["support"]): string | undefined {
  if (support.kind === "bubblewrap") {
    return "Bubblewrap has no way to it: switch `use_linux_sandbox_bwrap` off to have one.";
  }
  if (support.kind === "linux" && support.level === 3) return undefined;
  return `That takes level 3 of the sandbox: ${support.reason}`;
}

function place(port: number): string {
  return `127.0.0.1:${port}`;
}
