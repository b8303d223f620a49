/** Puts one model request together. */
import { type Prompt, resolveReasoning, resolveText } from "@codex-ts/model-client";
import { normalizeHistory } from "../history/normalize.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import type { TurnPorts } from "./turn-ports.ts";

/** The request for the history as it is now. */
export function buildPrompt(ports: TurnPorts, turn: TurnContext): Prompt {
  const { info, effort, summary, verbosity } = turn.model;
  return {
    model: info.slug,
    instructions: ports.baseInstructions,
    input: normalizeHistory(ports.history.items(), {
      acceptsImages: info.input_modalities.includes("image"),
    }),
    tools: ports.tools.specs,
    parallelToolCalls: info.supports_parallel_tool_calls,
    reasoning: resolveReasoning(info, { effort, summary }),
    text: resolveText(info, { verbosity, outputSchema: turn.outputSchema }),
  };
}
