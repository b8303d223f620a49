/** What is known of a model: the entry of a catalogue. */
import * as z from "zod/mini";
import { ReasoningEffort, Verbosity } from "../settings/model-settings.ts";
import { TruncationPolicy } from "../settings/truncation-policy.ts";

export const ModelInfo = z.looseObject({
  slug: z.string(),
  display_name: z.string(),
  description: z.optional(z.nullable(z.string())),
  default_reasoning_level: z.optional(z.nullable(ReasoningEffort)),
  supported_reasoning_levels: z.array(z.object({ effort: ReasoningEffort, description: z.string() })),
  shell_type: z.enum(["default", "local", "unified_exec", "disabled", "shell_command"]),
  visibility: z.enum(["list", "hide", "none"]),
  supported_in_api: z.boolean(),
  priority: z.number(),
  upgrade: z.optional(z.nullable(z.object({ model: z.string(), migration_markdown: z.string() }))),
  base_instructions: z.string(),
  model_messages: z.optional(
    z.nullable(
      z.object({
        instructions_template: z.optional(z.nullable(z.string())),
        instructions_variables: z.optional(
          z.nullable(
            z.object({
              personality_default: z.optional(z.nullable(z.string())),
              personality_friendly: z.optional(z.nullable(z.string())),
              personality_pragmatic: z.optional(z.nullable(z.string())),
            }),
          ),
        ),
      }),
    ),
  ),
  supports_reasoning_summaries: z.boolean(),
  support_verbosity: z.boolean(),
  default_verbosity: z.optional(z.nullable(Verbosity)),
  apply_patch_tool_type: z.optional(z.nullable(z.enum(["freeform", "function"]))),
  truncation_policy: TruncationPolicy,
  supports_parallel_tool_calls: z.boolean(),
  context_window: z.optional(z.nullable(z.number())),
  auto_compact_token_limit: z.optional(z.nullable(z.number())),
  effective_context_window_percent: z._default(z.number(), 95),
  experimental_supported_tools: z._default(z.array(z.string()), []),
  input_modalities: z._default(z.array(z.enum(["text", "image"])), ["text", "image"]),
  prefer_websockets: z._default(z.boolean(), false),
});
/** A model's abilities, limits and texts, as `GET /models` and the bundled catalogue give them. */
export type ModelInfo = z.infer<typeof ModelInfo>;
