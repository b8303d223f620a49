/** The one place that runs the protocol library. Loaded with the first server, since it is heavy. */
import { Protocol } from "@modelcontextprotocol/sdk/shared/protocol.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  ErrorCode,
  type Notification,
  type Request,
  type Result,
  ResultSchema,
  McpError as RpcError,
} from "@modelcontextprotocol/sdk/types.js";
import { McpError } from "./errors.ts";

/** The version of the protocol that we ask for (Codex 0.99.0). */
const PROTOCOL_VERSION = "2025-06-18";

/** One side of a conversation, free of the library's types. */
export interface McpPeer {
  /** Sends a request and gives its result, unchecked. Throws `McpError`, or the signal's reason. */
  request(
    method: string,
    params: Readonly<Record<string, unknown>>,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Ends the conversation and what carries it. */
  close(): Promise<void>;
}

/** Servers answer themselves for what they cannot do, so nothing is refused on our side. */
class Peer extends Protocol<Request, Notification, Result> {
  protected override assertCapabilityForMethod(): void {
    // Nothing to check.
  }
  protected override assertNotificationCapability(): void {
    // Nothing to check.
  }
  protected override assertRequestHandlerCapability(): void {
    // Nothing to check.
  }
  protected override assertTaskCapability(): void {
    // Nothing to check.
  }
  protected override assertTaskHandlerCapability(): void {
    // Nothing to check.
  }
}

/** Connects and shakes hands. When that fails the transport is closed. Throws `McpError`, or the signal's reason. */
export async function openPeer(
  transport: Transport,
  options: { readonly version: string; readonly timeoutMs: number },
  signal: AbortSignal,
): Promise<McpPeer> {
  const protocol = new Peer();
  // Nobody can be asked: a question of the server is answered as exec of 0.99.0 does.
  protocol.fallbackRequestHandler = async ({ method }) => {
    if (method === "elicitation/create") return { action: "cancel" };
    throw new RpcError(ErrorCode.MethodNotFound, `${method} is not supported`);
  };
  const peer: McpPeer = {
    async request(method, params, timeoutMs, requestSignal) {
      try {
        return await protocol.request({ method, params: { ...params } }, ResultSchema, {
          signal: requestSignal,
          timeout: timeoutMs,
          // Asks for progress, so that requests carry a token for it.
          onprogress: () => undefined,
        });
      } catch (error) {
        requestSignal.throwIfAborted();
        throw toMcpError(error, method, timeoutMs);
      }
    },
    // Not the library's own `close`: that one gives up before the program has ended.
    close: () => transport.close(),
  };
  try {
    await protocol.connect(transport);
    const { protocolVersion } = await peer.request(
      "initialize",
      {
        protocolVersion: PROTOCOL_VERSION,
        capabilities: { elicitation: {} },
        clientInfo: { name: "codex-mcp-client", title: "Codex", version: options.version },
      },
      options.timeoutMs,
      signal,
    );
    if (typeof protocolVersion === "string") transport.setProtocolVersion?.(protocolVersion);
    await protocol.notification({ method: "notifications/initialized" });
    return peer;
  } catch (error) {
    await transport.close().catch(() => undefined);
    signal.throwIfAborted();
    throw toMcpError(error, "initialize", options.timeoutMs);
  }
}

function toMcpError(cause: unknown, method: string, timeoutMs: number): McpError {
  if (cause instanceof McpError) return cause;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  if (code === ErrorCode.RequestTimeout) {
    return new McpError("timeout", `no answer to ${method} within ${timeoutMs / 1000} seconds`, { cause });
  }
  // What the HTTP transport throws for a refused request.
  if (code === 401) return new McpError("needs_login", "the server wants a login", { cause });
  const text = cause instanceof Error ? cause.message : String(cause);
  // Servers of the same library send its prefix along, and it is put in front once more here.
  const message = text.replace(/^(MCP error -?\d+: )\1+/, "$1");
  return new McpError("request_failed", `${method} failed: ${message}`, { cause });
}
