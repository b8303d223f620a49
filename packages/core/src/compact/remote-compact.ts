/** Lets the server shorten a history; only OpenAI's own can. */
import { type ModelClient, ModelError } from "@codex-ts/model-client";
import type { ResponseItem } from "@codex-ts/protocol";
import { ghostSnapshots } from "../history/compacted-history.ts";
import { normalizeHistory } from "../history/normalize.ts";
import { isUserMessage } from "../messages/context-message.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { buildRemoteCompactedHistory } from "./remote-history.ts";
import { trimToFit } from "./trim-to-fit.ts";

/** What a request for it works with. */
export interface RemoteCompactPorts {
  readonly model: Pick<ModelClient, "compact">;
  readonly baseInstructions: string;
}

/** What is compacted. */
export interface RemoteCompaction {
  readonly history: readonly ResponseItem[];
  /** The fresh preamble. */
  readonly initialContext: readonly ResponseItem[];
  /** True when the model has not yet done what the user asked for last. */
  readonly isAnswerPending: boolean;
}

/**
 * Sends the history, cut at its end where it does not fit, and gives the one that takes its place, with
 * the preamble in it. Throws `ModelError`, whose message tells that a compaction failed.
 */
export async function requestCompactedHistory(
  ports: RemoteCompactPorts,
  turn: TurnContext,
  { history, initialContext, isAnswerPending }: RemoteCompaction,
  signal: AbortSignal,
): Promise<readonly ResponseItem[]> {
  const { info, contextWindow } = turn.model;
  const fitting =
    contextWindow === undefined ? history : trimToFit(history, ports.baseInstructions, contextWindow);
  const input = normalizeHistory(fitting, { acceptsImages: info.input_modalities.includes("image") });
  try {
    const prompt = { model: info.slug, instructions: ports.baseInstructions, input };
    const output = await ports.model.compact(prompt, signal);
    return buildRemoteCompactedHistory(output, {
      initialContext,
      pendingRequest: isAnswerPending ? history.findLast(isUserMessage) : undefined,
      snapshots: ghostSnapshots(history),
    });
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new ModelError({
      kind: error.kind,
      message: `Error running remote compact task: ${error.message}`,
      isRetryable: error.isRetryable,
      codexErrorInfo: error.codexErrorInfo,
      httpStatus: error.httpStatus,
      rateLimits: error.rateLimits,
      cause: error,
    });
  }
}
