/** `turn/start`: hands the user's input to a thread. */
import { modeInstructions } from "@codex-ts/core";
import type { CollaborationMode, JsonValue, SettingsOverride } from "@codex-ts/protocol";
import {
  RPC_ERROR,
  RpcError,
  type TurnStartParams,
  toCoreSandboxPolicy,
  toCoreUserInput,
} from "@codex-ts/protocol/app-server";
import { checkWritableRoots } from "../check-writable-roots.ts";
import { refuseWhileBusy, submitOp, trackNewTurn } from "../loaded-thread.ts";
import type { MethodHandler } from "../method-context.ts";

/** Starts a turn; a thread that works already, or input without content, is refused at once. */
export const turnStart: MethodHandler<"turn/start"> = async (context, params) => {
  const loaded = context.threads.get(params.threadId);
  if (params.input.length === 0) throw new RpcError(RPC_ERROR.invalidRequest, "input must not be empty");
  refuseWhileBusy(loaded);
  const items = params.input.map(toCoreUserInput);
  const schema =
    params.outputSchema == null ? {} : { final_output_json_schema: params.outputSchema as JsonValue };
  const override = toOverride(params);
  checkWritableRoots(override.sandbox_policy ?? undefined);
  const refusal = loaded.thread.refusalOf(override);
  if (refusal !== undefined) throw new RpcError(RPC_ERROR.invalidRequest, refusal);
  const isChange = Object.keys(override).length > 0;
  const turnId = submitOp(
    loaded,
    isChange
      ? { type: "user_input_with_turn_context", items, ...schema, ...override }
      : { type: "user_input", items, ...schema },
  );
  trackNewTurn(loaded, turnId);
  return { turn: { id: turnId, items: [], status: "inProgress", error: null } };
};

function toOverride(params: TurnStartParams): SettingsOverride {
  return {
    ...(params.cwd == null ? {} : { cwd: params.cwd }),
    ...(params.approvalPolicy == null ? {} : { approval_policy: params.approvalPolicy }),
    ...(params.sandboxPolicy == null ? {} : { sandbox_policy: toCoreSandboxPolicy(params.sandboxPolicy) }),
    ...(params.model == null ? {} : { model: params.model }),
    ...(params.effort == null ? {} : { effort: params.effort }),
    ...(params.summary == null ? {} : { summary: params.summary }),
    ...(params.personality == null ? {} : { personality: params.personality }),
    ...(params.collaborationMode == null ? {} : { collaboration_mode: toMode(params.collaborationMode) }),
  };
}

/** A mode without instructions of its own gets ours. */
function toMode({ mode, settings }: CollaborationMode): CollaborationMode {
  const instructions = settings.developer_instructions ?? modeInstructions(mode);
  return { mode, settings: { ...settings, developer_instructions: instructions } };
}
