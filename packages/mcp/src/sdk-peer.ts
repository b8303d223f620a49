/** The one place that runs the protocol library. Loaded with the first server, since it is heavy. */
import { reasonOf } from "@codex-ts/std";
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
import type { McpAnswer } from "./question.ts";
import { createRequestLimits, type RequestLimits } from "./request-limits.ts";

/** The version of the protocol that we ask for (Codex 0.99.0). */
const PROTOCOL_VERSION = "2025-06-18";

/** One side of a conversation, free of the library's types. */
export interface McpPeer {
  /** What the server can do beyond the protocol, by name. */
  readonly experimental: Readonly<Record<string, unknown>>;
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

/** How a conversation is begun. */
export interface PeerOptions {
  /** Our version, as servers are told. */
  readonly version: string;
  /** For the handshake. */
  readonly timeoutMs: number;
  /** Answers a question of the server; the signal withdraws it. Never rejects. */
  readonly ask: (
    question: { readonly id: string | number; readonly message: string; readonly requestedSchema: unknown },
    signal: AbortSignal,
  ) => Promise<McpAnswer>;
}

/** Time is measured by `RequestLimits`; the library's own limit is the longest that timers can have. */
const NO_LIMIT_MS = 2 ** 31 - 1;

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
  options: PeerOptions,
  signal: AbortSignal,
): Promise<McpPeer> {
  const protocol = new Peer();
  const limits = createRequestLimits();
  answerQuestions(protocol, limits, options.ask);
  const request = createRequest(protocol, limits);
  try {
    await protocol.connect(transport);
    const { protocolVersion, capabilities } = await request(
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
    return {
      experimental: membersOf(membersOf(capabilities)["experimental"]),
      request,
      // Not the library's own `close`: that one gives up before the program has ended.
      close: () => transport.close(),
    };
  } catch (error) {
    await transport.close().catch(() => undefined);
    signal.throwIfAborted();
    throw toMcpError(error, "initialize", options.timeoutMs);
  }
}

function createRequest(protocol: Peer, limits: RequestLimits): McpPeer["request"] {
  return async (method, params, timeoutMs, signal) => {
    try {
      return await limits.within(timeoutMs, (timeUp) =>
        protocol.request({ method, params: { ...params } }, ResultSchema, {
          signal: AbortSignal.any([signal, timeUp]),
          timeout: NO_LIMIT_MS,
          // Asks for progress, so that requests carry a token for it.
          onprogress: () => undefined,
        }),
      );
    } catch (error) {
      signal.throwIfAborted();
      // The library calls what a signal ended a timeout, too.
      throw toMcpError(error, method, timeoutMs);
    }
  };
}

/** Questions are the only thing that a server may ask of us; those by address need a capability that we do not name. */
function answerQuestions(protocol: Peer, limits: RequestLimits, ask: PeerOptions["ask"]): void {
  protocol.fallbackRequestHandler = async ({ method, params }, { requestId, signal }) => {
    if (method !== "elicitation/create") {
      throw new RpcError(ErrorCode.MethodNotFound, `${method} is not supported`);
    }
    const { mode = "form", message, requestedSchema } = membersOf(params);
    if (mode !== "form" || typeof message !== "string") {
      throw new RpcError(ErrorCode.InvalidParams, "only forms with a message can be shown");
    }
    const question = { id: requestId, message, requestedSchema };
    const answer = await limits.whileAsking((pointless) =>
      ask(question, AbortSignal.any([signal, pointless])),
    );
    return { ...answer };
  };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function toMcpError(cause: unknown, method: string, timeoutMs: number): McpError {
  if (cause instanceof McpError) return cause;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  if (code === ErrorCode.RequestTimeout) {
    return new McpError("timeout", `no answer to ${method} within ${timeoutMs / 1000} seconds`, { cause });
  }
  // What the HTTP transport throws for a refused request.
  if (code === 401) return new McpError("needs_login", "the server wants a login", { cause });
  const text = reasonOf(cause);
  // Servers of the same library send its prefix along, and it is put in front once more here.
  const message = text.replace(/^(MCP error -?\d+: )\1+/, "$1");
  return new McpError("request_failed", `${method} failed: ${message}`, { cause });
}
