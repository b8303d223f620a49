/** What a turn needs of its session: narrow ports and a few values. */

import type { Clock, TurnClient } from "@codex-ts/model-client";
import type { ResponseItem } from "@codex-ts/protocol";
import type { EventSink } from "../ports/event-sink.ts";
import type { HistoryLog } from "../ports/history-log.ts";
import type { UsageMeter } from "../ports/usage-meter.ts";
import type { ToolPorts } from "../tools/tool-ports.ts";
import type { ToolSet } from "../tools/tool-set.ts";
import type { PendingQueue } from "./pending-queue.ts";

/** Replaces history by its summary; declared here, implemented where the rollout is known. */
export interface Compactor {
  /**
   * Compacts when the next request would pass the model's limit. `when` tells whether the user's message is
   * in the history yet. Throws `ModelError` when no summary could be had or when compacting does not help, the
   * signal's reason on abort.
   */
  ensureRoom(
    when: "before-input" | "mid-turn",
    isReasoningIncluded: boolean,
    signal: AbortSignal,
  ): Promise<void>;
}

/** What recording the user's words takes. */
export interface InputPorts {
  readonly events: EventSink;
  readonly history: HistoryLog;
  readonly pending: PendingQueue;
  /** Makes the rollout appear on disk; called when the user's message has been recorded. */
  readonly persist: () => Promise<void>;
  readonly newItemId: () => string;
}

/** The ports of one turn. */
export interface TurnPorts extends InputPorts {
  readonly usage: UsageMeter;
  readonly model: TurnClient;
  /** How often a broken stream is tried again. */
  readonly streamMaxRetries: number;
  /** Fixed for the session. */
  readonly baseInstructions: string;
  /** The tools of this turn; waits for MCP servers that are still starting. Rejects only on abort. */
  readonly openTools: (signal: AbortSignal) => Promise<ToolSet>;
  readonly toolPorts: ToolPorts;
  readonly compactor: Compactor;
  /** The request header about the work tree; undefined when it was not ready in time. */
  readonly turnMetadata: () => Promise<string | undefined>;
  /** Writes the turn's settings to the rollout, once for each attempt of a request. */
  readonly recordTurnContext: () => void;
  /** Puts other items in place of the history in memory (images that the server refused). */
  readonly replaceHistory: (items: readonly ResponseItem[]) => void;
  /** The response carried this mark of the server's model list. */
  readonly noteModelsEtag: (etag: string) => void;
  readonly clock: Clock;
  /** A number from 0 to below 1. */
  readonly random: () => number;
}

/** The ports of a turn whose tools are known. */
export interface SamplePorts extends TurnPorts {
  readonly tools: ToolSet;
}
