/** The managed network of a session, where an administrator requires one. */
import type { ExecHost, ManagedNetwork } from "@codex-ts/exec-sandbox";
import type { EventOf } from "@codex-ts/protocol";

/** Runs already when the session opens; the session ends it. */
export interface SessionNetwork {
  /** Where the proxy listens; undefined where the network is closed and nothing listens. */
  readonly addresses: NonNullable<EventOf<"session_configured">["network_proxy"]> | undefined;
  /** What the model is told; undefined where the network is closed. */
  readonly domains: { readonly allowed: readonly string[]; readonly denied: readonly string[] } | undefined;
  /** The environment of a command with the variables that lead to the proxy over its own. */
  environment(env: Readonly<Record<string, string>>): Record<string, string>;
  /** From now on tells the user, at most once, why commands reach nothing although the network is not closed. */
  follow(warn: (message: string) => void): void;
  /** What is left of the network for the next command. */
  access(host: ExecHost, signal: AbortSignal): Promise<ManagedNetwork>;
  /** Ends the proxy and every connection through it. */
  close(): Promise<void>;
}
