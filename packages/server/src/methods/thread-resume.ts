/** `thread/resume`: goes on with a stored thread, or attaches to an open one. */
import { RPC_ERROR, RpcError, type ThreadResumeParams } from "@codex-ts/protocol/app-server";
import { readHead } from "@codex-ts/state";
import { rebuildTurns } from "../history/rebuild-turns.ts";
import type { MethodHandler } from "../method-context.ts";
import {
  describeThread,
  findRollout,
  isStored,
  noRollout,
  readTurns,
  requireThreadId,
} from "../stored-thread.ts";
import { toStartResponse } from "../thread-view.ts";
import { openThread, storedCwd } from "./open-thread.ts";

/** A thread that is open already is not opened twice: the caller is added to its listeners. */
export const threadResume: MethodHandler<"thread/resume"> = async (context, params, signal) => {
  refuseHistory(params);
  const threadId = await namedThread(params);
  const open = context.threads.find(threadId);
  // Another client may join a thread before its first words; whoever has it open has nothing to resume yet.
  if (open?.listeners.has(context.caller) && !(await isStored(open.thread))) throw noRollout(threadId);
  let turns: ReturnType<typeof rebuildTurns> | undefined;
  const loaded = await context.threads.attach(threadId, context.caller, async () => {
    const path = params.path ?? (await findRollout(context.runtime, threadId, signal));
    const cwd = params.cwd ?? (await storedCwd(path));
    const opened = await openThread(
      context,
      { ...params, cwd },
      { history: { kind: "resumed", path } },
      signal,
    );
    turns = rebuildTurns(opened.storedItems);
    return opened;
  });
  const thread = await describeThread(context, loaded.thread);
  if (!turns && thread.path !== null && thread.preview !== "") turns = await readTurns(thread.path, signal);
  return toStartResponse(loaded.thread, { ...thread, turns: turns ?? [] });
};

function refuseHistory({ history }: ThreadResumeParams): void {
  if (history == null) return;
  const message =
    history.length === 0
      ? "history must not be empty"
      : "`thread/resume` with `history` is not part of this version yet; resume by id or path";
  throw new RpcError(RPC_ERROR.invalidRequest, message);
}

/** The id of the thread that the caller means; a path wins over an id. */
async function namedThread({ path, threadId }: ThreadResumeParams): Promise<string> {
  if (path != null) return (await readHead(path))?.threadId ?? path;
  return requireThreadId(threadId);
}
