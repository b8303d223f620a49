export { collaborationPresets, modeInstructions } from "./context/collaboration-mode.ts";
export type { CodexThread, ThreadPolicies } from "./ports/codex-thread.ts";
export type { ShellSettings, ToolSettings } from "./ports/turn-context.ts";
export { renderReviewOutput } from "./review/review-output.ts";
export { checkReviewTarget, reviewHint } from "./review/review-request.ts";
export type {
  SessionServices,
  SkillInjection,
  SkillLibrary,
  SkillVariable,
  UndoPoint,
  UndoPoints,
} from "./services.ts";
export type { ModelOverrides } from "./session/resolve-model.ts";
export type {
  InitialHistory,
  SessionInstructions,
  SessionOptions,
} from "./session/session-options.ts";
export type { SessionSettings } from "./session/session-settings.ts";
export { openThread } from "./threads/codex-thread.ts";
export type { CommandRules, RuleVerdict } from "./tools/approval/command-rules.ts";
export { builtinToolNames } from "./tools/builtin/catalogue.ts";
export type { SessionNetwork } from "./tools/session-network.ts";
