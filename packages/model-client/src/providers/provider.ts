/** A model provider: where requests go and how they are made. */

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The Responses API, or chat completions, which most local servers have. */
export type WireApi = "responses" | "chat";

/** A provider as the rest of the program uses it: complete and within its limits. */
export interface ProviderInfo {
  readonly id: string;
  /** Also a switch: `OpenAI` and `azure` change how requests are made. */
  readonly name: string;
  /** The API that the server speaks. */
  readonly wireApi: WireApi;
  /** Undefined: chosen by the kind of login. */
  readonly baseUrl: string | undefined;
  /** The environment variable that holds the key. */
  readonly envKey: string | undefined;
  /** Shown when that variable is not set. */
  readonly envKeyInstructions: string | undefined;
  /** A literal token from the configuration. */
  readonly bearerToken: string | undefined;
  readonly queryParams: Readonly<Record<string, string>>;
  readonly httpHeaders: Readonly<Record<string, string>>;
  /** Header name to the environment variable that holds its value. */
  readonly envHttpHeaders: Readonly<Record<string, string>>;
  /** Attempts after the first one, per request. */
  readonly requestMaxRetries: number;
  /** Attempts after the first one, per sampling step of a turn. */
  readonly streamMaxRetries: number;
  /** The longest silence of a stream, in milliseconds. */
  readonly streamIdleTimeoutMs: number;
  readonly requiresOpenaiAuth: boolean;
  readonly supportsWebsockets: boolean;
}

/** A provider as a user or a table writes it: a name, and what differs from the defaults. */
export type ProviderSettings = { readonly name: string } & {
  readonly [Key in Exclude<keyof ProviderInfo, "id" | "name">]?: ProviderInfo[Key] | undefined;
};

/** Defaults and caps, from facts of Codex 0.99.0 (`model_provider_info.rs`). */
const PROVIDER_LIMITS = {
  requestMaxRetries: 4,
  streamMaxRetries: 5,
  /** No configuration goes beyond this number of retries, of either kind. */
  maxRetriesCap: 100,
  streamIdleTimeoutMs: 300_000,
} as const;

/** Completes a provider with the defaults and keeps its retries within their cap. */
export function buildProvider(id: string, settings: ProviderSettings): ProviderInfo {
  return {
    id,
    name: settings.name,
    wireApi: settings.wireApi ?? "responses",
    baseUrl: settings.baseUrl,
    envKey: settings.envKey,
    envKeyInstructions: settings.envKeyInstructions,
    bearerToken: settings.bearerToken,
    queryParams: settings.queryParams ?? {},
    httpHeaders: settings.httpHeaders ?? {},
    envHttpHeaders: settings.envHttpHeaders ?? {},
    requestMaxRetries: capped(settings.requestMaxRetries ?? PROVIDER_LIMITS.requestMaxRetries),
    streamMaxRetries: capped(settings.streamMaxRetries ?? PROVIDER_LIMITS.streamMaxRetries),
    streamIdleTimeoutMs: settings.streamIdleTimeoutMs ?? PROVIDER_LIMITS.streamIdleTimeoutMs,
    requiresOpenaiAuth: settings.requiresOpenaiAuth ?? false,
    supportsWebsockets: settings.supportsWebsockets ?? false,
  };
}

/** True for the provider whose back end knows request compression and remote compaction. */
export function isOpenaiProvider(provider: Pick<ProviderInfo, "name" | "wireApi">): boolean {
  return provider.name === "OpenAI" && provider.wireApi === "responses";
}

/** Parts of a base URL that only Azure's endpoints have. */
const AZURE_URL_MARKERS = [
  "openai.azure.",
  "cognitiveservices.azure.",
  "aoai.azure.",
  "azure-api.",
  "azurefd.",
  "windows.net/openai",
];

/** True for Azure, which stores responses and wants item ids back. */
export function isAzureProvider(provider: Pick<ProviderInfo, "name" | "baseUrl">): boolean {
  if (provider.name.toLowerCase() === "azure") return true;
  const url = provider.baseUrl?.toLowerCase() ?? "";
  return AZURE_URL_MARKERS.some((marker) => url.includes(marker));
}

function capped(retries: number): number {
  return Math.min(retries, PROVIDER_LIMITS.maxRetriesCap);
}
