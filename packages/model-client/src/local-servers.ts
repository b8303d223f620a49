export type { LocalServerOptions, PullProgress } from "./local-servers/local-server.ts";
export { loadLmStudioModel, prepareLmStudio } from "./local-servers/prepare-lm-studio.ts";
export { prepareOllama } from "./local-servers/prepare-ollama.ts";
