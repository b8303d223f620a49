/** The collaboration modes: their texts, presets, and what they allow. */
import type { CollaborationMode, ModeKind, ReasoningEffort } from "@codex-ts/protocol";
import { prompts } from "../generated/prompts.ts";
import { fillTemplate } from "../messages/fill-template.ts";
import { MODE_NAMES } from "../messages/mode-names.ts";

/** Our instructions for a mode. */
export function modeInstructions(mode: ModeKind): string {
  if (mode === "plan") return prompts["modes/plan"];
  return fillTemplate(prompts["modes/default"], { modes: `${MODE_NAMES.default} and ${MODE_NAMES.plan}` });
}

/** A mode as clients offer it: laid over the current settings, null where it keeps them. */
export interface CollaborationPreset {
  readonly name: string;
  readonly mode: ModeKind;
  readonly model: null;
  readonly reasoning_effort: ReasoningEffort | null;
  readonly developer_instructions: string;
}

/** The modes on offer, in the order of the list. */
export function collaborationPresets(): CollaborationPreset[] {
  const preset = (mode: ModeKind, reasoning_effort: ReasoningEffort | null): CollaborationPreset => ({
    name: MODE_NAMES[mode],
    mode,
    model: null,
    reasoning_effort,
    developer_instructions: modeInstructions(mode),
  });
  return [preset("plan", "medium"), preset("default", null)];
}

/** The text of the developer message on the mode; undefined for a mode that has nothing to say. */
export function collaborationModeText(mode: CollaborationMode): string | undefined {
  const text = mode.settings.developer_instructions;
  return text ? `<collaboration_mode>${text}</collaboration_mode>` : undefined;
}
