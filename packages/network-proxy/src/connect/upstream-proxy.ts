/** The proxy that this machine itself needs to get out, from the variables of our own environment. */
import type { Host } from "../policy/host.ts";

/** An HTTP proxy. */
export interface UpstreamProxy {
  /** Name or address, without brackets. */
  readonly host: string;
  readonly port: number;
  /** The value of `Proxy-Authorization`; a secret. */
  readonly authorization: string | undefined;
}

/** The proxies by scheme, and the hosts that are reached without. */
export interface UpstreamProxies {
  readonly http: UpstreamProxy | undefined;
  readonly https: UpstreamProxy | undefined;
  /** Entries of `NO_PROXY`, lower-case, without leading dots. */
  readonly exceptions: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORT = 80;

/** Reads `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, in lower case first. Only HTTP proxies count. */
export function readUpstreamProxies(env: Environment): UpstreamProxies {
  const all = parseProxy(variable(env, "all_proxy"));
  return {
    http: parseProxy(variable(env, "http_proxy")) ?? all,
    https: parseProxy(variable(env, "https_proxy")) ?? all,
    exceptions: (variable(env, "no_proxy") ?? "")
      .toLowerCase()
      .split(/[\s,]+/)
      .map((entry) => entry.replace(/^\*?\./, ""))
      .filter((entry) => entry !== ""),
  };
}

/** The proxy for a host, undefined where it is reached directly. */
export function upstreamFor(
  proxies: UpstreamProxies | undefined,
  scheme: "http" | "https",
  host: Host,
): UpstreamProxy | undefined {
  const isExcepted = proxies?.exceptions.some(
    (entry) => entry === "*" || host.text === entry || host.text.endsWith(`.${entry}`),
  );
  return isExcepted ? undefined : proxies?.[scheme];
}

function variable(env: Environment, name: string): string | undefined {
  return env[name] || env[name.toUpperCase()] || undefined;
}

function parseProxy(text: string | undefined): UpstreamProxy | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  if (url?.protocol !== "http:" || url.hostname === "") return undefined;
  const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? DEFAULT_PORT : Number(url.port),
    authorization: url.username === "" ? undefined : `Basic ${Buffer.from(login).toString("base64")}`,
  };
}
