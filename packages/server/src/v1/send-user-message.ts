/** `sendUserMessage` and `sendUserTurn` (v1): hand the user's input to a conversation. */
import type { JsonValue, Op, UserInput } from "@codex-ts/protocol";
import { type ClientParams, RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { checkWritableRoots } from "../check-writable-roots.ts";
import { submitOp, trackNewTurn } from "../loaded-thread.ts";
import type { MethodContext, MethodHandler } from "../method-context.ts";
import { requireConversation } from "./require-conversation.ts";

/** Starts a turn, or adds to the running one; answers at once. */
export const sendUserMessage: MethodHandler<"sendUserMessage"> = async (context, params) => {
  send(context, params.conversationId, { type: "user_input", items: params.items.map(toCoreItem) });
  return {};
};

/** The same with settings, which last. */
export const sendUserTurn: MethodHandler<"sendUserTurn"> = async (context, params) => {
  const override = {
    cwd: params.cwd,
    approval_policy: params.approvalPolicy,
    sandbox_policy: params.sandboxPolicy,
    model: params.model,
    effort: params.effort ?? null,
    summary: params.summary,
  };
  checkWritableRoots(params.sandboxPolicy);
  const refusal = requireConversation(context, params.conversationId).thread.refusalOf(override);
  if (refusal !== undefined) throw new RpcError(RPC_ERROR.invalidRequest, refusal);
  send(context, params.conversationId, {
    type: "user_turn",
    items: params.items.map(toCoreItem),
    ...override,
    final_output_json_schema: (params.outputSchema ?? null) as JsonValue,
  });
  return {};
};

function send(context: MethodContext, conversationId: string, op: Op): void {
  const loaded = requireConversation(context, conversationId);
  const isNew = loaded.activeTurn === undefined;
  const id = submitOp(loaded, op);
  if (isNew) trackNewTurn(loaded, id);
}

function toCoreItem(item: ClientParams<"sendUserMessage">["items"][number]): UserInput {
  switch (item.type) {
    case "text":
      return {
        type: "text",
        text: item.data.text,
        text_elements: item.data.text_elements.map(({ byteRange, placeholder }) => ({
          byte_range: byteRange,
          ...(placeholder == null ? {} : { placeholder }),
        })),
      };
    case "image":
      return { type: "image", image_url: item.data.image_url };
    case "localImage":
      return { type: "local_image", path: item.data.path };
  }
}
