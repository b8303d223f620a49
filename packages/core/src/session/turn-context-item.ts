/** A turn's settings as the rollout keeps them. */
import type { TurnContextItem } from "@codex-ts/protocol";
import type { TurnContext } from "../ports/turn-context.ts";

/** The rollout's form of a turn context; unset members are left out. */
export function toTurnContextItem(turn: TurnContext): TurnContextItem {
  const { model, policy, instructions } = turn;
  return {
    cwd: turn.cwd,
    approval_policy: policy.approval,
    sandbox_policy: policy.sandbox,
    model: model.info.slug,
    ...(turn.personality === undefined ? {} : { personality: turn.personality }),
    collaboration_mode: turn.collaborationMode,
    ...(model.effort === undefined ? {} : { effort: model.effort }),
    summary: model.summary,
    ...(instructions.user === undefined ? {} : { user_instructions: instructions.user }),
    ...(instructions.developer === undefined ? {} : { developer_instructions: instructions.developer }),
    ...(turn.outputSchema === undefined ? {} : { final_output_json_schema: turn.outputSchema }),
    truncation_policy: turn.truncation,
  };
}
