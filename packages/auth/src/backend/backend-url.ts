/** Addresses of the ChatGPT back end. */

/** Hosts that keep the back end below a path of its own. */
const CHATGPT_HOSTS = ["https://chatgpt.com", "https://chat.openai.com"];
const BACKEND_PATH = "/backend-api";

/**
 * The address of a resource such as `usage`, for the `chatgpt_base_url` of the settings: a base with
 * `/backend-api` has its resources elsewhere than others (facts of Codex 0.99.0). Undefined for a base that is
 * no URL.
 */
export function backendUrl(base: string, resource: string): URL | undefined {
  const trimmed = base.trim().replace(/\/+$/, "");
  const isBare = CHATGPT_HOSTS.some((host) => trimmed.startsWith(host)) && !trimmed.includes(BACKEND_PATH);
  const full = isBare ? `${trimmed}${BACKEND_PATH}` : trimmed;
  const url = `${full}${full.includes(BACKEND_PATH) ? "/wham/" : "/api/codex/"}${resource}`;
  return URL.canParse(url) ? new URL(url) : undefined;
}
