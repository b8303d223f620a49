/** The interfaces of a model client, free of any transport. */
import type { ResponseEvent, ResponseItem } from "@codex-ts/protocol";
import type { CompactPrompt, Prompt } from "./prompt.ts";
import type { ProviderInfo } from "./providers/provider.ts";

/** Time as a model client needs it. */
export interface Clock {
  /** Unix time in milliseconds. */
  now(): number;
  /** Resolves after `ms` milliseconds; an abort rejects with the signal's reason. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** What differs between the requests of one turn. */
export interface StreamOptions {
  /** JSON text about the work tree and sandbox; left out when it cannot be a header value. */
  readonly turnMetadata: string | undefined;
  /** The catalogue says that the model is better reached over a WebSocket; no when left out. */
  readonly prefersWebsockets?: boolean | undefined;
}

/** What the first turn of a thread will say when it connects. */
export interface PreconnectOptions {
  readonly prefersWebsockets: boolean;
  /** Asked only where there is something to open; undefined when there is nothing to say. */
  readonly turnMetadata: (signal: AbortSignal) => Promise<string | undefined>;
}

/** The client of one turn: it keeps what the server says to carry from request to request. */
export interface TurnClient {
  /**
   * Sends one prompt and yields the response as it arrives; `completed` is the last event of a good one.
   * Nothing is sent before the first read. Leaving the loop early closes the connection.
   * Throws `ModelError`, or the signal's reason after an abort.
   */
  stream(prompt: Prompt, options: StreamOptions, signal: AbortSignal): AsyncIterable<ResponseEvent>;
  /**
   * Called when a retryable failure has used up its retries. True when the thread has just gone from WebSockets to
   * HTTP, for good: the request is then worth a fresh budget.
   */
  fallBackToHttp(): boolean;
  /** Ends the turn: closes the connection that was its own. */
  close(): void;
}

/** The client of one thread. */
export interface ModelClient {
  readonly provider: ProviderInfo;
  /**
   * Where prompts go over a WebSocket, opens the connection of the first turn in the background. Nothing is asked
   * yet, and a failure is not told: the turn then connects by itself.
   */
  preconnect(options: PreconnectOptions): void;
  /** Begins a turn or a compaction; its token of the server is not shared with others. Whoever begins it closes it. */
  startTurn(): TurnClient;
  /** Lets the server summarise a history; resolves to the items that replace it. Throws like `stream`. */
  compact(prompt: CompactPrompt, signal: AbortSignal): Promise<readonly ResponseItem[]>;
  /** Closes idle connections and aborts running requests. */
  close(): void;
}
