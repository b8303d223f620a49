/** The decision about one request, and its wire format (Codex 0.99.0, sandbox facts 12). */
import type { Host } from "./host.ts";

/** How a client came. */
export type Protocol = "http" | "https_connect" | "socks5_tcp";

/** Why a request is blocked. */
export type BlockReason =
  | "denied"
  | "method_not_allowed"
  | "not_allowed"
  | "not_allowed_local"
  | "policy_denied"
  | "proxy_disabled";

/** Who blocked it. */
export type BlockSource = "baseline_policy" | "mode_guard" | "proxy_state" | "decider";

/** A request that is not let through. */
export interface Block {
  /** `ask`: somebody could still allow it. */
  readonly decision: "deny" | "ask";
  readonly reason: BlockReason;
  readonly source: BlockSource;
}

/** What was asked for: all that anybody is told about a request. */
export interface Target {
  readonly protocol: Protocol;
  /** Undefined for SOCKS. */
  readonly method: string | undefined;
  readonly host: Host;
  readonly port: number;
}

/** First word of the line that tells a program about a block. */
const DECISION_LINE = "CODEX_NETWORK_POLICY_DECISION";

const HEADER_VALUES = {
  not_allowed: "blocked-by-allowlist",
  not_allowed_local: "blocked-by-allowlist",
  denied: "blocked-by-denylist",
  method_not_allowed: "blocked-by-method-policy",
  policy_denied: "blocked-by-policy",
  proxy_disabled: "blocked-by-policy",
} as const satisfies Record<BlockReason, string>;

const SENTENCES = {
  not_allowed: "The host is not on the list of allowed domains.",
  not_allowed_local: "Local and private addresses are closed.",
  denied: "The host is on the list of denied domains.",
  method_not_allowed: "The network is limited to GET, HEAD and OPTIONS over plain HTTP.",
  policy_denied: "The network policy does not allow this request.",
  proxy_disabled: "The network is switched off.",
} as const satisfies Record<BlockReason, string>;

/** The value of `x-proxy-error`. */
export function proxyErrorHeader(reason: BlockReason): string {
  return HEADER_VALUES[reason];
}

/** What a person reads about a block. */
export function blockSentence(reason: BlockReason): string {
  return SENTENCES[reason];
}

/** The line that programs look for. */
export function decisionLine({ protocol, host, port }: Target, { decision, reason, source }: Block): string {
  const fields = { decision, reason, source, protocol, host: host.text, port };
  return `${DECISION_LINE} ${JSON.stringify(fields)}`;
}
