/** Tools that only some models were taught to use. */
import type { TurnContext } from "../ports/turn-context.ts";

/** True when the catalogue names the tool for this turn's model. */
export function isModelTool({ model }: TurnContext, name: string): boolean {
  return model.info.experimental_supported_tools.includes(name);
}
