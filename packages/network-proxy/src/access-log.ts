/** Remembers who was let through and who was not. */
import type { Block, BlockReason, BlockSource, Protocol, Target } from "./policy/decision.ts";

/** One request. Nothing of its content is kept: no path, query, header, login or body. */
export interface AccessRecord {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Undefined where the request could not be read. */
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly protocol: Protocol;
  readonly method: string | undefined;
  readonly decision: "allow" | "deny" | "ask";
  /** Undefined when it was allowed; `unresolved` when the name led nowhere. */
  readonly reason: BlockReason | UnservedReason | "unresolved" | undefined;
  readonly source: BlockSource | undefined;
}

/** Why a request is not even judged: it cannot be read with certainty, or asks for what is not served. */
export type UnservedReason = "bad_request" | "unsupported";

/** Collects records, a bounded number of them. */
export interface AccessLog {
  allowed(target: Target): void;
  blocked(target: Target, block: Block): void;
  unresolved(target: Target): void;
  /** A request without a target that could be told. */
  unserved(request: Pick<Target, "protocol" | "method">, reason: UnservedReason): void;
  /** The latest records, oldest first. */
  recent(): readonly AccessRecord[];
  /** Takes the latest blocked requests out, oldest first. */
  drainBlocked(): readonly AccessRecord[];
}

const MAX_RECENT = 1_000;
/** As in Codex 0.99.0. */
const MAX_BLOCKED = 200;

/** Starts an empty log. `onAccess` is told each record at once. */
export function createAccessLog(now: () => number, onAccess: (record: AccessRecord) => void): AccessLog {
  const recent: AccessRecord[] = [];
  const blocked: AccessRecord[] = [];
  const add = (
    { host, port, protocol, method }: Pick<Target, "protocol" | "method"> & Partial<Target>,
    outcome: Pick<AccessRecord, "decision" | "reason" | "source">,
  ) => {
    const record = { time: now(), host: host?.text, port, protocol, method, ...outcome };
    keep(recent, record, MAX_RECENT);
    if (record.source !== undefined) keep(blocked, record, MAX_BLOCKED);
    onAccess(record);
  };
  return {
    allowed: (target) => add(target, { decision: "allow", reason: undefined, source: undefined }),
    blocked: (target, block) => add(target, block),
    unresolved: (target) => add(target, { decision: "deny", reason: "unresolved", source: undefined }),
    unserved: ({ protocol, method }, reason) =>
      add({ protocol, method }, { decision: "deny", reason, source: undefined }),
    recent: () => [...recent],
    drainBlocked: () => blocked.splice(0),
  };
}

function keep(records: AccessRecord[], record: AccessRecord, limit: number): void {
  records.push(record);
  if (records.length > limit) records.shift();
}
