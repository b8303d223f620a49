/** What a thread starts with: nothing, or what its rollout tells. */
import type { EventMsg, ResponseItem, RolloutItem, TokenUsageInfo } from "@codex-ts/protocol";
import { baseInstructions } from "../context/base-instructions.ts";
import { reconstructThread } from "../history/reconstruct.ts";
import type { SessionServices } from "../services.ts";
import { buildInitialContext } from "./context-parts.ts";
import { resolveModelInfo } from "./resolve-model.ts";
import type { SessionOptions } from "./session-options.ts";
import { type SessionSettings, withModel } from "./session-settings.ts";

/** The starting point of a session. */
export interface LoadedHistory {
  readonly items: readonly ResponseItem[];
  readonly tokenInfo: TokenUsageInfo | undefined;
  readonly summaries: ReadonlySet<string>;
  readonly initialMessages: readonly EventMsg[];
  readonly baseInstructions: string;
  /** The settings that the model last heard of. */
  readonly toldSettings: SessionSettings;
  readonly warnings: readonly string[];
}

/** Works out the starting point; reads no files. */
export function loadInitialHistory(services: SessionServices, options: SessionOptions): LoadedHistory {
  const { initialHistory } = options;
  if (initialHistory.kind === "new") {
    return {
      items: [],
      tokenInfo: undefined,
      summaries: new Set(),
      initialMessages: [],
      baseInstructions: chooseInstructions(options, undefined),
      toldSettings: options.settings,
      warnings: [],
    };
  }
  const instructions = chooseInstructions(options, recordedInstructions(initialHistory.items));
  const state = { settings: options.settings, baseInstructions: instructions };
  const { model } = options.settings.collaborationMode.settings;
  const { truncation_policy: truncation } = resolveModelInfo(model, options.modelOverrides);
  const thread = reconstructThread(initialHistory.items, {
    truncation,
    initialContext: buildInitialContext({ options, services, state }),
  });
  const recordedModel = thread.turnContext?.model;
  return {
    items: thread.items,
    tokenInfo: thread.tokenInfo,
    summaries: thread.summaries,
    initialMessages: initialHistory.items.flatMap((entry) =>
      entry.type === "event_msg" ? [entry.payload] : [],
    ),
    baseInstructions: instructions,
    // Everything but the model is told anew with the preamble of the first turn.
    toldSettings: recordedModel === undefined ? options.settings : withModel(options.settings, recordedModel),
    // A copy says by its model that it goes its own way (Codex 0.99.0).
    warnings: initialHistory.kind === "resumed" ? warnOfOtherModel(recordedModel, model, options) : [],
  };
}

function chooseInstructions(options: SessionOptions, recorded: string | undefined): string {
  const { collaborationMode, personality } = options.settings;
  return baseInstructions({
    configured: options.instructions.base,
    recorded,
    model: resolveModelInfo(collaborationMode.settings.model, options.modelOverrides),
    personality: personality ?? options.defaultPersonality,
    isPersonalityEnabled: options.defaultPersonality !== undefined,
  });
}

function recordedInstructions(items: readonly RolloutItem[]): string | undefined {
  const meta = items.find((entry) => entry.type === "session_meta");
  return meta?.payload.base_instructions?.text;
}

function warnOfOtherModel(recorded: string | undefined, model: string, options: SessionOptions): string[] {
  if (recorded === undefined || recorded === resolveModelInfo(model, options.modelOverrides).slug) return [];
  return [
    `This session was recorded with model ${recorded} but is resumed with ${model}: ` +
      "answers may differ from what the earlier turns suggest.",
  ];
}
