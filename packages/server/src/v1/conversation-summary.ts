/** `getConversationSummary` and `listConversations` (v1): stored threads. */

import path from "node:path";
import { type ClientResult, RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { listThreads, parseCursor, readHead, type ThreadSummary } from "@codex-ts/state";
import { currentProvider } from "../current-provider.ts";
import type { MethodHandler } from "../method-context.ts";
import { findRollout } from "../stored-thread.ts";

type Summary = ClientResult<"getConversationSummary">["summary"];

/** Numbers of Codex 0.99.0. */
const DEFAULT_PAGE = 25;
const MAX_PAGE = 100;

/** By id, or by path, which is relative to the home. */
export const getConversationSummary: MethodHandler<"getConversationSummary"> = async (
  context,
  params,
  signal,
) => {
  const { runtime, threads } = context;
  if ("conversationId" in params) await threads.find(params.conversationId)?.thread.flush();
  const file =
    "conversationId" in params
      ? await findRollout(runtime, params.conversationId, signal)
      : path.resolve(runtime.home, params.rolloutPath);
  const head = await readHead(file);
  if (!head) {
    throw new RpcError(RPC_ERROR.internal, `failed to load conversation summary from ${file}`);
  }
  return {
    summary: toSummary(head, head.modelProvider ?? (await currentProvider(context, undefined, signal))),
  };
};

/** What users began, changed last first. */
export const listConversations: MethodHandler<"listConversations"> = async (context, params, signal) => {
  const cursor = params.cursor == null ? undefined : parseCursor(params.cursor);
  if (params.cursor != null && !cursor) {
    throw new RpcError(RPC_ERROR.invalidRequest, `invalid cursor: ${params.cursor}`);
  }
  const defaultProvider = await currentProvider(context, undefined, signal);
  const { threads, nextCursor } = await listThreads(
    {
      home: context.runtime.home,
      archived: false,
      sortKey: "updated_at",
      limit: Math.min(MAX_PAGE, Math.max(1, params.pageSize ?? DEFAULT_PAGE)),
      cursor,
      filters: {
        providers: params.modelProviders ?? [defaultProvider],
        defaultProvider,
        cwd: undefined,
        matchesSource: (source) => source === "cli" || source === "vscode",
      },
    },
    signal,
  );
  return { items: threads.map((head) => toSummary(head, defaultProvider)), nextCursor };
};

function toSummary(head: ThreadSummary, defaultProvider: string): Summary {
  const { git } = head;
  return {
    conversationId: head.threadId,
    path: head.path,
    preview: head.preview,
    timestamp: new Date(head.createdAt).toISOString(),
    updatedAt: new Date(head.updatedAt).toISOString(),
    modelProvider: head.modelProvider ?? defaultProvider,
    cwd: head.cwd,
    cliVersion: head.cliVersion,
    source: head.source,
    gitInfo: git && {
      sha: git.commit_hash ?? null,
      branch: git.branch ?? null,
      origin_url: git.repository_url ?? null,
    },
  };
}
