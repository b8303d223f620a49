/** The tone of voice: which text a model has for it, and how a change is told. */
import type { ModelInfo, Personality } from "@codex-ts/protocol";
import { prompts } from "../generated/prompts.ts";

/** The model's text for a personality, `""` for `none`; undefined when the model has none for it. */
export function personalityMessage(
  model: Pick<ModelInfo, "model_messages">,
  personality: Personality | undefined,
): string | undefined {
  const texts = model.model_messages?.instructions_variables;
  if (!texts) return undefined;
  switch (personality) {
    case "none":
      return "";
    case "friendly":
      return texts.personality_friendly ?? undefined;
    case "pragmatic":
      return texts.personality_pragmatic ?? undefined;
    case undefined:
      return texts.personality_default ?? undefined;
  }
}

/** The text of the developer message that changes the tone of a running thread. */
export function personalitySpecText(message: string): string {
  return `<personality_spec> ${prompts["notes/personality"]}\n${message}\n </personality_spec>`;
}
