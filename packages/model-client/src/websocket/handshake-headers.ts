/** The headers of a handshake: fewer than those of a request (Codex 0.99.0). */
import type { RequestAuth } from "../auth-provider.ts";
import {
  type Header,
  ownHeaders,
  type Sender,
  type StreamHeaders,
  setHeader,
} from "../request/build-headers.ts";
import type { SocketProtocol } from "./request-frame.ts";

/** The value of `openai-beta` for each form of the protocol. */
const BETA_MARKS: Readonly<Record<SocketProtocol, string>> = {
  v1: "responses_websockets=2026-02-04",
  v2: "responses_websockets=2026-02-06",
};

/** What a handshake says besides who we are. */
export interface HandshakeHeaders extends Omit<StreamHeaders, "isCompressed"> {
  readonly protocol: SocketProtocol;
  /** Asks the server to tell how long its work took. */
  readonly wantsTimings: boolean;
}

/** Builds them by lower-case name; what a provider's configuration says yields to what we have to say. */
export function handshakeHeaders(
  sender: Pick<Sender, "provider" | "env" | "residency">,
  auth: RequestAuth,
  handshake: HandshakeHeaders,
): Record<string, string> {
  const own: readonly Header[] = [
    ["x-codex-beta-features", handshake.betaFeatures.join(",") || undefined],
    ["x-codex-turn-state", handshake.turnState],
    ["x-codex-turn-metadata", handshake.turnMetadata],
    ["session_id", handshake.threadId],
    ["openai-beta", BETA_MARKS[handshake.protocol]],
    ["x-responsesapi-include-timing-metrics", handshake.wantsTimings ? "true" : undefined],
    ["authorization", auth.token === undefined ? undefined : `Bearer ${auth.token}`],
    ["chatgpt-account-id", auth.accountId],
    ["x-openai-internal-codex-residency", sender.residency],
  ];
  const headers = new Map<string, string>();
  for (const [name, value] of [...ownHeaders(sender), ...own]) setHeader(headers, name, value);
  return Object.fromEntries(headers);
}
