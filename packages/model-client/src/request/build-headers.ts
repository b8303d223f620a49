/** The headers of a request, in the order of Codex 0.99.0. */
import type { RequestAuth } from "../auth-provider.ts";
import type { Environment, ProviderInfo } from "../providers/provider.ts";
import { isHeaderName, isHeaderValue, toHeaderBytes } from "./header-value.ts";

/** Who sends: the same for all requests of a thread. */
export interface Sender {
  readonly provider: ProviderInfo;
  readonly env: Environment;
  readonly originator: string;
  readonly userAgent: string;
  readonly subagent: string | undefined;
  readonly residency: "us" | undefined;
}

/** What only streaming requests say. */
export interface StreamHeaders {
  readonly threadId: string;
  readonly betaFeatures: readonly string[];
  readonly turnState: string | undefined;
  readonly turnMetadata: string | undefined;
  readonly isCompressed: boolean;
}

/** What is about to be sent. */
export interface Outgoing {
  readonly url: URL;
  readonly auth: RequestAuth;
  /** Bytes; undefined for a request without a body. */
  readonly contentLength: number | undefined;
  /** Undefined for a request whose answer is one JSON value. */
  readonly stream: StreamHeaders | undefined;
}

/** A header, left out where its value is undefined. */
export type Header = readonly [name: string, value: string | undefined];

/**
 * Builds the headers by lower-case name. What a provider's configuration says yields to what we have to say,
 * except for our names of ourselves, the host and the content type; entries that are no valid headers are left out.
 */
export function buildHeaders(sender: Sender, outgoing: Outgoing): Record<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of ownHeaders(sender)) setHeader(headers, name, value);
  for (const [name, value] of contentHeaders(sender, outgoing)) {
    if (name !== "content-type" || !headers.has(name)) setHeader(headers, name, value);
  }
  for (const [name, value] of defaultHeaders(sender, outgoing)) {
    if (!headers.has(name)) setHeader(headers, name, value);
  }
  if (outgoing.contentLength !== undefined) headers.set("content-length", String(outgoing.contentLength));
  return Object.fromEntries(headers);
}

/** They frame the message, which only we can do. */
const FRAMING_HEADERS: ReadonlySet<string> = new Set(["content-length", "transfer-encoding"]);

/** Adds a header by its lower-case name, unless it is not valid or frames the message. */
export function setHeader(headers: Map<string, string>, name: string, value: string | undefined): void {
  const key = name.toLowerCase();
  if (value === undefined || FRAMING_HEADERS.has(key)) return;
  if (isHeaderName(key) && isHeaderValue(value)) headers.set(key, toHeaderBytes(value));
}

/** What the provider's configuration asks for. */
export function ownHeaders({ provider, env }: Pick<Sender, "provider" | "env">): readonly Header[] {
  const fromEnv = Object.entries(provider.envHttpHeaders).map(([name, variable]): Header => {
    const value = env[variable];
    return [name, value?.trim() ? value : undefined];
  });
  return [...Object.entries(provider.httpHeaders), ...fromEnv];
}

function contentHeaders(sender: Sender, { auth, stream, contentLength }: Outgoing): readonly Header[] {
  return [
    ["x-codex-beta-features", stream?.betaFeatures.join(",") || undefined],
    ["x-codex-turn-state", stream?.turnState],
    ["x-codex-turn-metadata", stream?.turnMetadata],
    ["session_id", stream?.threadId],
    ["x-openai-subagent", sender.subagent],
    ["authorization", auth.token === undefined ? undefined : `Bearer ${auth.token}`],
    ["chatgpt-account-id", auth.accountId],
    ["accept", stream && "text/event-stream"],
    ["content-encoding", stream?.isCompressed ? "zstd" : undefined],
    ["content-type", contentLength === undefined ? undefined : "application/json"],
  ];
}

function defaultHeaders(sender: Sender, { url }: Outgoing): readonly Header[] {
  return [
    ["accept", "*/*"],
    ["user-agent", sender.userAgent],
    ["originator", sender.originator],
    ["x-openai-internal-codex-residency", sender.residency],
    ["host", url.host],
  ];
}
