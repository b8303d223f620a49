/** A thread as clients see it. */
import type { CodexThread } from "@codex-ts/core";
import type { SessionSource } from "@codex-ts/protocol";
import {
  type SessionSource as ClientSource,
  fromCoreSandboxPolicy,
  type Thread,
  type ThreadStartResponse,
} from "@codex-ts/protocol/app-server";
import type { ThreadSummary } from "@codex-ts/state";

/** What a thread that was never stored has from the program. */
export interface ThreadFacts {
  readonly version: string;
  readonly source: SessionSource;
  /** Unix milliseconds. */
  readonly now: number;
}

/** The answer to `thread/start` and `thread/resume`: the thread, and the settings in force. */
export function toStartResponse({ configured }: CodexThread, thread: Thread): ThreadStartResponse {
  return {
    thread,
    model: configured.model,
    modelProvider: configured.model_provider_id,
    cwd: configured.cwd,
    approvalPolicy: configured.approval_policy,
    sandbox: fromCoreSandboxPolicy(configured.sandbox_policy),
    reasoningEffort: configured.reasoning_effort ?? null,
  };
}

/** A thread in which nothing has been said yet. */
export function toNewThread({ id, configured }: CodexThread, facts: ThreadFacts): Thread {
  const seconds = Math.floor(facts.now / 1000);
  return {
    id,
    preview: "",
    modelProvider: configured.model_provider_id,
    createdAt: seconds,
    updatedAt: seconds,
    path: configured.rollout_path ?? null,
    cwd: configured.cwd,
    cliVersion: facts.version,
    source: toSource(facts.source),
    gitInfo: null,
    turns: [],
  };
}

/** A stored thread. */
export function fromSummary(summary: ThreadSummary, defaultProvider: string): Thread {
  const { git } = summary;
  return {
    id: summary.threadId,
    preview: summary.preview,
    modelProvider: summary.modelProvider ?? defaultProvider,
    createdAt: Math.floor(summary.createdAt / 1000),
    updatedAt: Math.floor(summary.updatedAt / 1000),
    path: summary.path,
    cwd: summary.cwd,
    cliVersion: summary.cliVersion,
    source: toSource(summary.source),
    gitInfo: git && {
      sha: git.commit_hash ?? null,
      branch: git.branch ?? null,
      originUrl: git.repository_url ?? null,
    },
    turns: [],
  };
}

/** The client's spelling of a source. */
function toSource(source: SessionSource): ClientSource {
  if (source === "mcp") return "appServer";
  return typeof source === "string" ? source : { subAgent: source.subagent };
}
