export type { AuthProvider, RequestAuth } from "./auth-provider.ts";
export {
  type BundledModel,
  type ModelTexts,
  type PromptFamily,
  toModelInfo,
} from "./catalogue/bundled-model.ts";
export { BUNDLED_MODELS } from "./catalogue/bundled-models.ts";
export { type CatalogueModel, isRemoteModel } from "./catalogue/catalogue-model.ts";
export {
  createModelCatalogue,
  type ModelCatalogue,
  type RefreshStrategy,
} from "./catalogue/create-model-catalogue.ts";
export { defaultModel } from "./catalogue/default-model.ts";
export { fallbackModel } from "./catalogue/fallback-model.ts";
export { findModel } from "./catalogue/find-model.ts";
export { autoCompactLimit, effectiveContextWindow } from "./catalogue/model-limits.ts";
export { type ModelPreset, modelPresets } from "./catalogue/model-preset.ts";
export { upgradeNote } from "./catalogue/upgrade-note.ts";
export { createModelClient, type ModelClientOptions } from "./create-model-client.ts";
export { ModelError, type ModelErrorDetails, type ModelErrorKind } from "./errors.ts";
export { buildUserAgent, type UserAgentParts } from "./identity/build-user-agent.ts";
export { detectTerminal, type TmuxClient } from "./identity/detect-terminal.ts";
export { resolveOriginator } from "./identity/resolve-originator.ts";
export type { Clock, ModelClient, PreconnectOptions, StreamOptions, TurnClient } from "./model-client.ts";
export type { Prompt, ReasoningRequest, TextRequest } from "./prompt.ts";
export {
  buildProvider,
  isOpenaiProvider,
  type ProviderInfo,
  type ProviderSettings,
} from "./providers/provider.ts";
export { takesStoredLogin } from "./request/resolve-auth.ts";
export { resolveReasoning, resolveText } from "./request/resolve-options.ts";
export { toWireItem, type WireItem } from "./request/wire-item.ts";
export { backoffDelayMs } from "./transport/backoff.ts";
export { createHttpClient, type HttpClient } from "./transport/http-client.ts";
export { readText } from "./transport/read-text.ts";
export type { WebsocketSettings } from "./turn-client.ts";
