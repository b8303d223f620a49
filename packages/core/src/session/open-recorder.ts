/** Opens the rollout of a thread. */
import type { JsonValue } from "@codex-ts/protocol";
import {
  createRolloutRecorder,
  type RolloutRecorder,
  resumeRolloutRecorder,
  type StateError,
} from "@codex-ts/state";
import type { SessionServices } from "../services.ts";
import type { SessionOptions } from "./session-options.ts";

/**
 * A new thread's recorder writes nothing before its first user message, and that of a fork what it was made with;
 * an ephemeral thread has none.
 */
export function openRecorder(
  services: SessionServices,
  options: SessionOptions,
  baseInstructions: string,
  onFailure: (failure: StateError) => void,
): RolloutRecorder | undefined {
  if (options.isEphemeral) return undefined;
  const { clock } = services;
  const { threadId, initialHistory } = options;
  if (initialHistory.kind === "resumed") {
    return resumeRolloutRecorder({ threadId, path: initialHistory.path, clock, onFailure });
  }
  return createRolloutRecorder({
    home: options.home,
    copied: initialHistory.kind === "forked" ? initialHistory.stored : [],
    clock,
    onFailure,
    collectGitInfo: (cwd, signal) => services.collectGitInfo(cwd, signal),
    origin: {
      threadId,
      cwd: options.settings.cwd,
      originator: options.originator,
      cliVersion: options.version,
      source: options.source,
      modelProvider: options.providerId,
      baseInstructions,
      forkedFromId: initialHistory.kind === "forked" ? initialHistory.fromId : undefined,
      dynamicTools:
        options.dynamicTools.length > 0 ? (options.dynamicTools as readonly JsonValue[]) : undefined,
    },
  });
}
