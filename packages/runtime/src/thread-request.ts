/** What a client asks for when it opens a thread. */
import type { ConfigOverrides } from "@codex-ts/config";
import type { CodexThread, ThreadPolicies } from "@codex-ts/core";
import type { DynamicToolSpec, ThreadId } from "@codex-ts/protocol";

/** The program that a user works with, as it names itself. */
export interface ClientIdentity {
  /** Becomes the originator of requests to servers. */
  readonly name: string;
  readonly version: string;
}

/** What a thread begins with: nothing, or a stored thread that it goes on with or copies. */
export type HistoryRequest =
  | { readonly kind: "new" }
  | { readonly kind: "resumed" | "forked"; readonly path: string };

/** Settings of one thread; what is missing comes from flags, files and defaults. */
export interface ThreadRequest {
  /** Absolute, or relative to the process's working directory; undefined means that directory. */
  readonly cwd: string | undefined;
  readonly overrides: ConfigOverrides;
  /** Dotted keys with values, as after `-c`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Undefined: the program itself, as its options name it. */
  readonly client?: ClientIdentity | undefined;
  readonly history: HistoryRequest;
  /** Told of each agent that the thread opens; undefined where nobody shows agents. */
  readonly onAgentOpened?: ((agent: CodexThread, parentId: ThreadId) => void) | undefined;
  /** Those of the thread that is copied, where the client names no others; they win over all settings. */
  readonly policies?: Partial<ThreadPolicies> | undefined;
  /** Tools that the client runs itself; a stored thread has those that it was made with. */
  readonly dynamicTools?: readonly DynamicToolSpec[] | undefined;
}

/** What asks for the settings of the process's own folder. */
export const OF_PROCESS: ThreadRequest = {
  cwd: undefined,
  overrides: {},
  config: {},
  history: { kind: "new" },
};
