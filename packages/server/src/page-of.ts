/** Pages of lists that are made whole for each call. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";

/** Which part of a list is wanted: from where, and how many at most. */
export interface PageParams {
  readonly cursor?: string | null | undefined;
  readonly limit?: number | null | undefined;
}

/** A part of a list, and where the next one begins. */
export interface Page<Entry> {
  readonly data: Entry[];
  readonly nextCursor: string | null;
}

/**
 * One page; the cursor is the index of its first entry as a decimal number. Throws an invalid-request error for
 * another cursor, and for one behind the end; `kind` names the entries in it.
 */
export function pageOf<Entry>(
  entries: readonly Entry[],
  { cursor, limit }: PageParams,
  kind: string,
): Page<Entry> {
  const start = cursor == null ? 0 : parseCursor(cursor);
  if (start > entries.length) {
    throw new RpcError(
      RPC_ERROR.invalidRequest,
      `cursor ${start} exceeds total ${kind} ${entries.length}; start again without a cursor`,
    );
  }
  const end = Math.min(entries.length, start + Math.max(1, limit ?? entries.length));
  return { data: entries.slice(start, end), nextCursor: end < entries.length ? String(end) : null };
}

function parseCursor(cursor: string): number {
  if (/^\d+$/.test(cursor)) return Number(cursor);
  throw new RpcError(RPC_ERROR.invalidRequest, `invalid cursor: ${cursor}`);
}
