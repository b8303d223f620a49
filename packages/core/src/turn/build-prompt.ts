/** Puts one model request together. */
import { type Prompt, resolveReasoning, resolveText } from "@codex-ts/model-client";
import type { ResponseItem } from "@codex-ts/protocol";
import { normalizeHistory } from "../history/normalize.ts";
import type { HistoryLog } from "../ports/history-log.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { rewriteExecOutputs } from "../tools/rewrite-exec-outputs.ts";
import type { ToolSet } from "../tools/tool-set.ts";

/** What a request is made of. */
export interface PromptParts {
  readonly history: Pick<HistoryLog, "items">;
  readonly tools: Pick<ToolSet, "specs">;
  readonly baseInstructions: string;
}

/** The request for the history as it is now. */
export function buildPrompt(ports: PromptParts, turn: Pick<TurnContext, "model" | "outputSchema">): Prompt {
  const { info, effort, summary, verbosity } = turn.model;
  return {
    model: info.slug,
    instructions: ports.baseInstructions,
    input: toPromptItems(ports, turn),
    tools: ports.tools.specs,
    parallelToolCalls: info.supports_parallel_tool_calls,
    reasoning: resolveReasoning(info, { effort, summary }),
    text: resolveText(info, { verbosity, outputSchema: turn.outputSchema }),
  };
}

/** Beside a freeform patch tool, models read the results of commands as text instead of JSON. */
function toPromptItems(ports: PromptParts, turn: Pick<TurnContext, "model">): readonly ResponseItem[] {
  const items = normalizeHistory(ports.history.items(), {
    acceptsImages: turn.model.info.input_modalities.includes("image"),
  });
  const hasFreeformPatch = ports.tools.specs.some(
    (spec) => spec.type === "custom" && spec.name === "apply_patch",
  );
  return hasFreeformPatch ? rewriteExecOutputs(items) : items;
}
