/** The first line of a rollout. */
import type { GitInfo, JsonValue, SessionMeta, SessionSource, ThreadId } from "@codex-ts/protocol";

/** Where a thread comes from: all that its first line says, except the repository's state. */
export interface ThreadOrigin {
  readonly threadId: ThreadId;
  readonly forkedFromId: ThreadId | undefined;
  readonly cwd: string;
  readonly originator: string;
  readonly cliVersion: string;
  readonly source: SessionSource;
  readonly modelProvider: string | null;
  readonly baseInstructions: string | null;
  readonly dynamicTools: readonly JsonValue[] | undefined;
}

/** Builds the payload with its keys in the order of the format. `createdAt` is Unix milliseconds. */
export function buildSessionMeta(
  origin: ThreadOrigin,
  createdAt: number,
  git: GitInfo | undefined,
): SessionMeta {
  return {
    id: origin.threadId,
    ...(origin.forkedFromId === undefined ? {} : { forked_from_id: origin.forkedFromId }),
    timestamp: new Date(createdAt).toISOString(),
    cwd: origin.cwd,
    originator: origin.originator,
    cli_version: origin.cliVersion,
    source: origin.source,
    model_provider: origin.modelProvider,
    base_instructions: origin.baseInstructions === null ? null : { text: origin.baseInstructions },
    ...(origin.dynamicTools === undefined ? {} : { dynamic_tools: origin.dynamicTools }),
    ...(git === undefined ? {} : { git }),
  };
}
