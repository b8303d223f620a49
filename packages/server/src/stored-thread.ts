/** Finds stored threads and describes them. */
import type { CodexThread } from "@codex-ts/core";
import { parseThreadId, type ThreadId } from "@codex-ts/protocol";
import { RPC_ERROR, RpcError, type Thread } from "@codex-ts/protocol/app-server";
import type { Runtime } from "@codex-ts/runtime";
import { findThreadById, readHead, readRollout, StateError } from "@codex-ts/state";
import { rebuildTurns } from "./history/rebuild-turns.ts";
import type { MethodContext } from "./method-context.ts";
import { fromSummary, toNewThread } from "./thread-view.ts";

/** The id; throws an invalid-request error for a text that is none. */
export function requireThreadId(text: string): ThreadId {
  const id = parseThreadId(text);
  if (id) return id;
  throw new RpcError(RPC_ERROR.invalidRequest, `invalid thread id: ${text}`);
}

/** The file of a live thread. Throws an invalid-request error when there is none. */
export async function findRollout(runtime: Runtime, threadId: string, signal: AbortSignal): Promise<string> {
  const id = requireThreadId(threadId);
  const found = await findThreadById({ home: runtime.home, threadId: id, archived: false }, signal);
  if (found) return found.path;
  throw noRollout(threadId);
}

/** The refusal of a thread that is not stored. */
export function noRollout(threadId: string): RpcError {
  return new RpcError(RPC_ERROR.invalidRequest, `no rollout found for thread id ${threadId}`);
}

/** An open thread, without its turns: as it is stored, or as new while nothing is. */
export async function describeThread(context: MethodContext, thread: CodexThread): Promise<Thread> {
  await thread.flush();
  const { configured } = thread;
  const head = configured.rollout_path ? await readHead(configured.rollout_path) : undefined;
  if (head) return fromSummary(head, configured.model_provider_id);
  const { version, source } = context.runtime.options;
  return toNewThread(thread, { version, source, now: createdAt(thread.id) ?? context.now() });
}

/** True from the first words in a thread on. */
export async function isStored({ configured }: CodexThread): Promise<boolean> {
  return configured.rollout_path != null && (await readHead(configured.rollout_path)) !== undefined;
}

/** The turns of a rollout. Throws an internal error when it cannot be read. */
export async function readTurns(path: string, signal: AbortSignal): Promise<Thread["turns"]> {
  try {
    return rebuildTurns((await readRollout(path, signal)).items);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    throw new RpcError(RPC_ERROR.internal, `failed to load rollout \`${path}\`: ${error.message}`, {
      cause: error,
    });
  }
}

/** Our thread ids are version 7 UUIDs, which begin with their time (Unix milliseconds). */
function createdAt(id: ThreadId): number | undefined {
  return id.charAt(14) === "7" ? Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16) : undefined;
}
