/** The `instructions` of a thread's requests, fixed when the thread begins. */
import type { ModelInfo, Personality } from "@codex-ts/protocol";
import { prompts } from "../generated/prompts.ts";
import { fillTemplate } from "../messages/fill-template.ts";
import { personalityMessage } from "./personality.ts";

/** The texts of a model in our catalogue. */
export type ModelTexts = Pick<ModelInfo, "base_instructions" | "model_messages">;

const TEMPLATE = prompts["base/personality-template"];

const templated: ModelTexts = {
  base_instructions: fillTemplate(TEMPLATE, { personality: prompts["personality/default"] }),
  model_messages: {
    instructions_template: TEMPLATE,
    instructions_variables: {
      personality_default: prompts["personality/default"],
      personality_friendly: prompts["personality/friendly"],
      personality_pragmatic: prompts["personality/pragmatic"],
    },
  },
};

const codex: ModelTexts = { base_instructions: prompts["base/codex"], model_messages: null };
const general: ModelTexts = { base_instructions: prompts["base/general"], model_messages: null };
const fallback: ModelTexts = { base_instructions: prompts["base/fallback"], model_messages: null };

const lean: ModelTexts = { base_instructions: prompts["base/lean"], model_messages: null };

/** By the slug of the model, or the start of it: the first entry that fits counts. */
const families: readonly (readonly [slug: RegExp, texts: ModelTexts])[] = [
  [/^gpt-5\.[23]-codex/, templated],
  [/^gpt-5(\.\d+)?-codex/, codex],
  [/^gpt-5/, general],
];

/** Our texts for a model; models that we do not know, or with little room, get instructions that assume little. */
export function modelTexts(slug: string, hasLittleRoom: boolean): ModelTexts {
  if (hasLittleRoom) return lean;
  return families.find(([pattern]) => pattern.test(slug))?.[1] ?? fallback;
}

/** A model's own instructions, with the personality where its template has a place for one. */
export function modelInstructions(model: ModelTexts, personality: Personality | undefined): string {
  const template = model.model_messages?.instructions_template;
  if (!template) return model.base_instructions;
  // A template from a server may hold other text in braces, so only the one slot is touched.
  return template.replaceAll("{{ personality }}", () => personalityMessage(model, personality) ?? "");
}

/** True when the tone is part of the instructions, so that no message needs to tell it. */
export function hasPersonalitySlot(model: ModelTexts): boolean {
  return model.model_messages?.instructions_template?.includes("{{ personality }}") ?? false;
}

/** Where instructions can come from. */
export interface BaseInstructionSources {
  /** From config: the instructions themselves or the file that they name. */
  readonly configured: string | undefined;
  /** From the first line of the rollout that is resumed or forked. */
  readonly recorded: string | undefined;
  readonly model: ModelTexts;
  readonly personality: Personality | undefined;
  readonly isPersonalityEnabled: boolean;
}

/** Configured instructions win over recorded ones, and these over the model's own. */
export function baseInstructions(sources: BaseInstructionSources): string {
  const { model } = sources;
  const own = sources.isPersonalityEnabled ? model : { ...model, model_messages: null };
  return sources.configured ?? sources.recorded ?? modelInstructions(own, sources.personality);
}
