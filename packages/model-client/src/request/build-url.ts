/** Where a request goes. */
import type { RequestAuth } from "../auth-provider.ts";
import { ModelError } from "../errors.ts";
import type { ProviderInfo } from "../providers/provider.ts";

/** Base URLs of the OpenAI provider when none is configured, by kind of login. */
const DEFAULT_BASE_URLS = {
  chatgpt: "https://chatgpt.com/backend-api/codex",
  apikey: "https://api.openai.com/v1",
} as const;

/**
 * `<base>/<path>[?<query>]`. Query parameters are appended as they are configured. Throws `ModelError` for a
 * base URL that is not one of HTTP.
 */
export function buildUrl(provider: ProviderInfo, path: string, mode: RequestAuth["mode"]): URL {
  const base = provider.baseUrl ?? DEFAULT_BASE_URLS[mode === "chatgpt" ? "chatgpt" : "apikey"];
  const query = Object.entries(provider.queryParams)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const text = `${base.replace(/\/+$/, "")}/${path}${query && `?${query}`}`;
  const url = URL.parse(text);
  if (url?.protocol === "https:" || url?.protocol === "http:") return url;
  throw new ModelError({
    kind: "invalid-request",
    message: `The base URL of model provider "${provider.id}" is not an http or https URL: ${base}. Correct base_url in the configuration.`,
    isRetryable: false,
    codexErrorInfo: "other",
  });
}

/** A URL as messages show it: without credentials, and without the values of its query, which may be keys. */
export function displayUrl(url: URL): string {
  const shown = new URL(url);
  shown.username = "";
  shown.password = "";
  shown.search = [...url.searchParams.keys()].map((name) => `${encodeURIComponent(name)}=***`).join("&");
  return shown.href;
}
