/** Decides about each request: state, mode, lists, the embedder's own word, and where names lead. */
import type { Route } from "./connect/open-connection.ts";
import type { Resolver } from "./connect/resolver.ts";
import { type UpstreamProxies, upstreamFor } from "./connect/upstream-proxy.ts";
import type { Block, BlockReason, BlockSource, Target } from "./policy/decision.ts";
import type { DomainPolicy } from "./policy/domain-policy.ts";
import { parseHost } from "./policy/host.ts";
import { isLoopbackAddress } from "./policy/public-address.ts";

/** `limited`: reading over plain HTTP only. */
export type NetworkMode = "full" | "limited";

/** What may change while the proxy runs. */
export interface ProxyState {
  isEnabled: boolean;
  mode: NetworkMode;
}

/**
 * The embedder's word about a host that is on no list. `ask` blocks the request and tells the program that
 * somebody could still allow it. A rejection counts as `deny`.
 */
export type Decider = (target: Target, signal: AbortSignal) => Promise<"allow" | "deny" | "ask">;

/** The answer to a request. */
export type Admission =
  | { readonly kind: "open"; readonly route: Route }
  | { readonly kind: "blocked"; readonly block: Block }
  /** Nothing forbids it, but the name leads nowhere. */
  | { readonly kind: "unresolved" };

/** Decides; never rejects. */
export type Gate = (target: Target, signal: AbortSignal) => Promise<Admission>;

/** What decides. */
export interface GateParts {
  readonly policy: DomainPolicy;
  readonly state: ProxyState;
  readonly resolve: Resolver;
  readonly decide: Decider | undefined;
  readonly upstream: UpstreamProxies | undefined;
  /** Ports of this proxy itself: nobody gets to its admin interface through it. */
  readonly ownPorts: () => readonly number[];
}

const READING: readonly string[] = ["GET", "HEAD", "OPTIONS"];
/** How long a name may take to resolve, in milliseconds (Codex 0.99.0). */
const RESOLVE_LIMIT_MS = 2_000;

/** Puts the parts of the decision in order. */
export function createGate(parts: GateParts): Gate {
  return async (target, signal) => {
    const early = judgeMode(parts.state, target) ?? (await judgeName(parts, target, signal));
    return early ?? findRoute(parts, target, signal);
  };
}

function judgeMode({ isEnabled, mode }: ProxyState, { protocol, method }: Target): Admission | undefined {
  if (!isEnabled) return blocked("proxy_disabled", "proxy_state");
  const isReading = protocol === "http" && method !== undefined && READING.includes(method);
  return mode === "limited" && !isReading ? blocked("method_not_allowed", "mode_guard") : undefined;
}

async function judgeName(
  { policy, decide }: GateParts,
  target: Target,
  signal: AbortSignal,
): Promise<Admission | undefined> {
  const refusal = policy.judgeHost(target.host);
  if (refusal === undefined) return undefined;
  if (refusal !== "not_allowed" || !decide) return blocked(refusal, "baseline_policy");
  const word = await decide(target, signal).catch(() => "deny" as const);
  return word === "allow" ? undefined : blocked("not_allowed", "decider", word);
}

/** Names are resolved once; the addresses that were judged are those that will be connected to. */
async function findRoute(parts: GateParts, target: Target, signal: AbortSignal): Promise<Admission> {
  const { policy, resolve } = parts;
  const { host, port, protocol } = target;
  const proxy = upstreamFor(parts.upstream, protocol === "http" ? "http" : "https", host);
  const isOwnPort = parts.ownPorts().includes(port);
  // Where local addresses are open, the name is left to the other proxy: it may know names that we do not. It may
  // also be on this machine, and lead back to our own ports.
  if (proxy && policy.settings.allowsLocal && !isOwnPort)
    return { kind: "open", route: { kind: "upstream", proxy, host: host.text } };

  let addresses: readonly string[] = [host.text];
  if (host.kind === "name") {
    try {
      addresses = await resolve(host.text, AbortSignal.any([signal, AbortSignal.timeout(RESOLVE_LIMIT_MS)]));
    } catch {
      return { kind: "unresolved" };
    }
  }
  const [first] = addresses;
  if (first === undefined) return { kind: "unresolved" };
  const refusal = addresses
    .map((address) => policy.judgeAddress(host, address))
    .find((found) => found !== undefined);
  if (refusal) return blocked(refusal, "baseline_policy");
  if (isOwnPort && addresses.some(leadsHere)) return blocked("policy_denied", "baseline_policy");
  if (proxy) return { kind: "open", route: { kind: "upstream", proxy, host: first } };
  return { kind: "open", route: { kind: "direct", addresses } };
}

/** Resolvers also give addresses in forms that are not canonical, such as `::ffff:127.0.0.1`. */
function leadsHere(address: string): boolean {
  return isLoopbackAddress(parseHost(address)?.text ?? address);
}

function blocked(reason: BlockReason, source: BlockSource, decision: Block["decision"] = "deny"): Admission {
  return { kind: "blocked", block: { decision, reason, source } };
}
