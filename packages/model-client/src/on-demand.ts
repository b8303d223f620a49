/**
 * What most runs do not need, as one piece: a module that two lazily loaded ones share becomes a file of its own
 * in the bundle, and every file costs the start of every run. Loaded by `import()` only.
 */
export { fetchModels } from "./catalogue/fetch-models.ts";
export { parseModels } from "./catalogue/parse-models.ts";
export { streamChat } from "./chat/stream-chat.ts";
export type { LocalServerOptions, PullProgress } from "./local-servers/local-server.ts";
export { loadLmStudioModel, prepareLmStudio } from "./local-servers/prepare-lm-studio.ts";
export { prepareOllama } from "./local-servers/prepare-ollama.ts";
export { compactHistory } from "./transport/compact-history.ts";
