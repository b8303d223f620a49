/** `thread/loaded/list`: the threads that are open. */

import { parseThreadId } from "@codex-ts/protocol";
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";

/** Lists ids in ascending order, behind the cursor; the cursor is the last id of the page before. */
export const threadLoadedList: MethodHandler<"thread/loaded/list"> = async ({ threads }, params) => {
  const { cursor } = params;
  const ids = threads.ids();
  if (ids.length === 0) return { data: [], nextCursor: null };
  if (cursor != null && !parseThreadId(cursor)) {
    throw new RpcError(RPC_ERROR.invalidRequest, `invalid cursor: ${cursor}`);
  }
  const rest = cursor == null ? ids : ids.filter((id) => id > cursor);
  const data = rest.slice(0, Math.max(1, params.limit ?? rest.length));
  return { data, nextCursor: data.length < rest.length ? (data.at(-1) ?? null) : null };
};
