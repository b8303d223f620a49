/** Tells a model that it goes on with a thread that another model began. */
import { prompts } from "../generated/prompts.ts";

/** The text of the developer message; the thread's `instructions` stay those of the first model. */
export function modelSwitchText(instructions: string): string {
  return `<model_switch>\n${prompts["notes/model-switch"]}\n\n${instructions}\n</model_switch>`;
}
