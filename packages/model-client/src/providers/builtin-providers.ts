/** The providers that exist without configuration. */
import { buildProvider, type Environment, type ProviderInfo } from "./provider.ts";

/** Ports that local model servers listen on by default. */
const LOCAL_PORTS = { ollama: 11_434, lmstudio: 1234 } as const;

/** What the built-in providers depend on. */
export interface BuiltinProviderOptions {
  readonly env: Environment;
  /** Our own version, sent to OpenAI with every request. */
  readonly version: string;
}

/** The built-in providers by id: `openai`, `ollama`, `lmstudio`. A user's table cannot replace them. */
export function builtinProviders(
  options: BuiltinProviderOptions,
): Readonly<Record<"openai" | "ollama" | "lmstudio", ProviderInfo>> {
  return {
    openai: buildProvider("openai", {
      name: "OpenAI",
      baseUrl: nonBlank(options.env["OPENAI_BASE_URL"]),
      httpHeaders: { version: options.version },
      envHttpHeaders: { "OpenAI-Organization": "OPENAI_ORGANIZATION", "OpenAI-Project": "OPENAI_PROJECT" },
      requiresOpenaiAuth: true,
      supportsWebsockets: true,
    }),
    ollama: localProvider("ollama", options.env),
    lmstudio: localProvider("lmstudio", options.env),
  };
}

function localProvider(id: keyof typeof LOCAL_PORTS, env: Environment): ProviderInfo {
  const port = nonBlank(env["CODEX_OSS_PORT"]) ?? String(LOCAL_PORTS[id]);
  const baseUrl = nonBlank(env["CODEX_OSS_BASE_URL"]) ?? `http://localhost:${port}/v1`;
  return buildProvider(id, { name: "gpt-oss", baseUrl });
}

function nonBlank(value: string | undefined): string | undefined {
  return value?.trim() ? value : undefined;
}
