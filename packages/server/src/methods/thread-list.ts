/** `thread/list`: stored threads, newest first. */

import type { SessionSource } from "@codex-ts/protocol";
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { findThreadByName, listThreads, parseCursor, readHead } from "@codex-ts/state";
import { currentProvider } from "../current-provider.ts";
import type { MethodHandler } from "../method-context.ts";
import { fromSummary } from "../thread-view.ts";

/** Numbers of Codex 0.99.0. */
const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

/** Sources that are listed when the caller names none. */
const INTERACTIVE = ["cli", "vscode"];

/** Lists one page. */
export const threadList: MethodHandler<"thread/list"> = async (context, params, signal) => {
  const cursor = params.cursor == null ? undefined : parseCursor(params.cursor);
  if (params.cursor != null && !cursor) {
    throw new RpcError(RPC_ERROR.invalidRequest, `invalid cursor: ${params.cursor}`);
  }
  const defaultProvider = await currentProvider(context, params.cwd ?? undefined, signal);
  if (params.name != null) {
    const found = await findThreadByName({ home: context.runtime.home, name: params.name }, signal);
    const head = found && (await readHead(found.path));
    return { data: head ? [fromSummary(head, defaultProvider)] : [], nextCursor: null };
  }
  const providers = params.modelProviders ?? [defaultProvider];
  const kinds = params.sourceKinds?.length ? params.sourceKinds : INTERACTIVE;
  const page = await listThreads(
    {
      home: context.runtime.home,
      archived: params.archived ?? false,
      sortKey: params.sortKey ?? "created_at",
      limit: Math.min(MAX_LIMIT, Math.max(1, params.limit ?? DEFAULT_LIMIT)),
      cursor,
      filters: {
        providers,
        defaultProvider,
        cwd: params.cwd ?? undefined,
        matchesSource: (source) => kinds.includes(kindOf(source)),
      },
    },
    signal,
  );
  return {
    data: page.threads.map((summary) => fromSummary(summary, defaultProvider)),
    nextCursor: page.nextCursor,
  };
};

/** The name by which callers ask for a source. */
function kindOf(source: SessionSource): string {
  if (source === "mcp") return "appServer";
  if (typeof source === "string") return source;
  const { subagent } = source;
  if (subagent === "review") return "subAgentReview";
  if (subagent === "compact") return "subAgentCompact";
  return "thread_spawn" in subagent ? "subAgentThreadSpawn" : "subAgentOther";
}
