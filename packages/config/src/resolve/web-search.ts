import type { SandboxPolicy, WebSearchMode } from "@codex-ts/protocol";
import type { ResolvedFeatures } from "../features.ts";
import type { WebSearchSettings } from "../resolved-config.ts";
import { constrain } from "./constrain.ts";
import type { ResolveContext } from "./context.ts";

/** `web_search`, else what the old features say, else cached; then what requirements allow. */
export function resolveWebSearch(
  context: ResolveContext,
  features: ResolvedFeatures["features"],
): WebSearchSettings {
  const { raw, requirements } = context;
  const fromFeatures = features.web_search_cached
    ? "cached"
    : features.web_search_request
      ? "live"
      : "cached";
  const mode = constrain<WebSearchMode>(context, {
    field: "web_search",
    value: raw.web_search ?? fromFeatures,
    isExplicit: raw.web_search !== undefined,
    requirement: requirements.webSearchModes,
    fallbacks: ["cached", "live", "disabled"],
  });
  return { mode, allowed: requirements.webSearchModes?.value };
}

/**
 * The mode of one turn. With full access to the machine the cache protects nothing, so live search is
 * preferred there unless search is off; otherwise the setting counts as far as it is allowed.
 */
export function turnWebSearchMode(settings: WebSearchSettings, sandbox: SandboxPolicy): WebSearchMode {
  const isAllowed = (mode: WebSearchMode) => settings.allowed?.includes(mode) ?? true;
  if (sandbox.type === "danger-full-access" && settings.mode !== "disabled") {
    return (["live", "cached"] as const).find(isAllowed) ?? "disabled";
  }
  if (isAllowed(settings.mode)) return settings.mode;
  return (["cached", "live"] as const).find(isAllowed) ?? "disabled";
}
