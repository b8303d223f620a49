/** What we assume of a model that no catalogue knows. */
import type { BundledModel } from "./bundled-model.ts";

/** Cautious metadata under the name that the user gave: no reasoning, no special tools, not listed. */
export function fallbackModel(slug: string): BundledModel {
  return {
    slug,
    display_name: slug,
    description: null,
    default_reasoning_level: null,
    supported_reasoning_levels: [],
    shell_type: "default",
    visibility: "none",
    supported_in_api: true,
    priority: 99,
    upgradeTo: null,
    promptFamily: "generic",
    hasPersonality: false,
    supports_reasoning_summaries: false,
    support_verbosity: false,
    default_verbosity: null,
    apply_patch_tool_type: null,
    truncation_policy: { mode: "bytes", limit: 10_000 },
    supports_parallel_tool_calls: false,
    context_window: 272_000,
    auto_compact_token_limit: null,
    effective_context_window_percent: 95,
    experimental_supported_tools: [],
    input_modalities: ["text", "image"],
    prefer_websockets: false,
  };
}
