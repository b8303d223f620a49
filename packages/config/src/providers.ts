/** Model providers as plain values: the built-in ones, and the user's tables beside them. */
import { LONGEST_TIMER_MS } from "@codex-ts/std";
import type { RawTable } from "./toml/raw-value.ts";

/** How a model provider is reached. Times are in milliseconds. */
export interface ProviderConfig {
  readonly id: string;
  readonly name: string;
  /** Undefined = the provider's own default, which depends on how the user is logged in. */
  readonly baseUrl: string | undefined;
  /** The variable that holds the API key. */
  readonly envKey: string | undefined;
  /** What to tell a user who has not set it. */
  readonly envKeyInstructions: string | undefined;
  readonly bearerToken: string | undefined;
  readonly wireApi: "responses" | "chat";
  readonly queryParams: Readonly<Record<string, string>>;
  readonly httpHeaders: Readonly<Record<string, string>>;
  /** Header name to the variable that holds its value. */
  readonly envHttpHeaders: Readonly<Record<string, string>>;
  readonly requestMaxRetries: number;
  readonly streamMaxRetries: number;
  readonly streamIdleTimeoutMs: number;
  readonly requiresOpenaiAuth: boolean;
  readonly supportsWebsockets: boolean;
}

/** The environment as a value. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Limits and defaults of a provider's retries and timeout. */
const DEFAULTS = { requestMaxRetries: 4, streamMaxRetries: 5, streamIdleTimeoutMs: 300_000, retryCap: 100 };

/** Ids that no user table can redefine. */
export const BUILT_IN_PROVIDER_IDS = ["openai", "ollama", "lmstudio"] as const;

/** The local providers of `--oss`, with the model that each starts with. */
export const OSS_PROVIDERS: Readonly<
  Record<"ollama" | "lmstudio", { readonly port: number; readonly model: string }>
> = {
  ollama: { port: 11434, model: "gpt-oss:20b" },
  lmstudio: { port: 1234, model: "openai/gpt-oss-20b" },
};

/** The providers that exist without any settings. `version` is the program's own, sent as a header. */
export function builtInProviders(env: Env, version: string): readonly ProviderConfig[] {
  return [openAiProvider(env, version), ossProvider("ollama", env), ossProvider("lmstudio", env)];
}

/** A `[model_providers.<id>]` table whose fields have been checked. */
export function toProviderConfig(id: string, table: RawTable): ProviderConfig {
  const text = (key: string) => table[key] as string | undefined;
  const map = (key: string) => (table[key] ?? {}) as Readonly<Record<string, string>>;
  const retries = (key: string, fallback: number) =>
    Math.min((table[key] as number | undefined) ?? fallback, DEFAULTS.retryCap);
  return {
    id,
    name: text("name") ?? id,
    baseUrl: text("base_url"),
    envKey: text("env_key"),
    envKeyInstructions: text("env_key_instructions"),
    bearerToken: text("experimental_bearer_token"),
    wireApi: table["wire_api"] === "chat" ? "chat" : "responses",
    queryParams: map("query_params"),
    httpHeaders: map("http_headers"),
    envHttpHeaders: map("env_http_headers"),
    requestMaxRetries: retries("request_max_retries", DEFAULTS.requestMaxRetries),
    streamMaxRetries: retries("stream_max_retries", DEFAULTS.streamMaxRetries),
    streamIdleTimeoutMs: Math.min(
      (table["stream_idle_timeout_ms"] as number | undefined) ?? DEFAULTS.streamIdleTimeoutMs,
      LONGEST_TIMER_MS,
    ),
    requiresOpenaiAuth: table["requires_openai_auth"] === true,
    supportsWebsockets: table["supports_websockets"] === true,
  };
}

function openAiProvider(env: Env, version: string): ProviderConfig {
  return {
    ...toProviderConfig("openai", { name: "OpenAI" }),
    baseUrl: nonBlank(env["OPENAI_BASE_URL"]),
    httpHeaders: { version },
    envHttpHeaders: {
      "OpenAI-Organization": "OPENAI_ORGANIZATION",
      "OpenAI-Project": "OPENAI_PROJECT",
    },
    requiresOpenaiAuth: true,
    supportsWebsockets: true,
  };
}

function ossProvider(id: "ollama" | "lmstudio", env: Env): ProviderConfig {
  const port = ossPort(env["CODEX_OSS_PORT"]) ?? OSS_PROVIDERS[id].port;
  const baseUrl = nonBlank(env["CODEX_OSS_BASE_URL"]) ?? `http://localhost:${port}/v1`;
  return { ...toProviderConfig(id, { name: "gpt-oss" }), baseUrl };
}

/** The port that a text names, or undefined. */
export function ossPort(text: string | undefined): number | undefined {
  const port = Number(nonBlank(text));
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
}

function nonBlank(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text;
}
