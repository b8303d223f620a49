/** `archiveConversation` (v1): puts a conversation away. */
import path from "node:path";
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";
import { threadArchive } from "../methods/thread-archive.ts";

/** The path has to be that of the conversation's file, below the folder of sessions. */
export const archiveConversation: MethodHandler<"archiveConversation"> = async (context, params, signal) => {
  const { conversationId, rolloutPath } = params;
  const file = path.resolve(rolloutPath);
  if (!file.startsWith(path.join(context.runtime.home, "sessions") + path.sep)) {
    throw refusal(`rollout path \`${rolloutPath}\` must be in sessions directory`);
  }
  if (!file.endsWith(`${conversationId}.jsonl`)) {
    throw refusal(`rollout path \`${rolloutPath}\` does not match thread id ${conversationId}`);
  }
  return threadArchive(context, { threadId: conversationId }, signal);
};

function refusal(message: string): RpcError {
  return new RpcError(RPC_ERROR.invalidRequest, message);
}
