/** The collaborators that a session is given; joined in the composition root, nowhere else. */
import type { ExecHost, ShellEnvironmentPolicy } from "@codex-ts/exec-sandbox";
import type { McpHub, McpServerSettings } from "@codex-ts/mcp";
import type { ModelClient } from "@codex-ts/model-client";
import type {
  ApprovalPolicy,
  CustomPrompt,
  GhostCommit,
  GitInfo,
  SandboxPolicy,
  SessionSource,
  SkillsListEntry,
  ThreadId,
  UserInput,
} from "@codex-ts/protocol";
import type { BashParser } from "@codex-ts/shell-command";
import type { IdSource } from "@codex-ts/std";
import type { Telemetry } from "@codex-ts/telemetry";
import type { SkillBody } from "./context/user-instructions.ts";
import type { CodexThread } from "./ports/codex-thread.ts";
import type { CommandRules } from "./tools/approval/command-rules.ts";
import type { SessionNetwork } from "./tools/session-network.ts";

/** An environment variable that a skill needs for its commands. */
export interface SkillVariable {
  readonly skill: string;
  readonly name: string;
  readonly description: string | undefined;
}

/** Skills that a user's words call for. */
export interface SkillInjection {
  /** In the order in which the model reads them, right behind the user's message. */
  readonly bodies: readonly SkillBody[];
  /** Environment variables that the skills need; the same name may come twice. */
  readonly variables: readonly SkillVariable[];
  /** Those that could not be read, each with a whole message. */
  readonly failures: readonly { readonly name: string; readonly message: string }[];
}

/** The skills of this machine, user and project. */
export interface SkillLibrary {
  /** Reads the skills that the input of a turn in `cwd` mentions. */
  inject(input: readonly UserInput[], cwd: string, signal: AbortSignal): Promise<SkillInjection>;
  /** One entry for each folder; `forceReload` searches again instead of answering from memory. */
  list(
    wanted: { readonly cwds: readonly string[]; readonly forceReload: boolean },
    signal: AbortSignal,
  ): Promise<readonly SkillsListEntry[]>;
  /** Calls back whenever files of skills may have changed, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** Policies that later turns shall have; what is undefined stays as it is. */
export interface WantedPolicies {
  readonly approvalPolicy: ApprovalPolicy | undefined;
  readonly sandboxPolicy: SandboxPolicy | undefined;
}

/** The work tree as it was when a turn began. */
export interface UndoPoint {
  readonly commit: GhostCommit;
  /** What it does not hold, each in a whole message. */
  readonly warnings: readonly string[];
}

/** Keeps the user's files, and brings them back. */
export interface UndoPoints {
  /** Undefined outside of a repository. Rejects when git fails, and with the signal's reason. */
  take(cwd: string, signal: AbortSignal): Promise<UndoPoint | undefined>;
  /** Restores the files below `cwd`; gives a message that says what was done and how to take it back. */
  restore(cwd: string, commit: GhostCommit, signal: AbortSignal): Promise<string>;
}

/** What a session works with. */
export interface SessionServices {
  /** The telemetry of one session, which begins with this model. */
  openTelemetry(threadId: ThreadId, source: SessionSource, model: string): Telemetry;
  /** `subagent` is what requests call a thread that another one started. */
  createModelClient(threadId: ThreadId, subagent: string | undefined, telemetry: Telemetry): ModelClient;
  /** Opens the process-wide engine for commands; every call gives the same one. */
  openExecHost(signal: AbortSignal): Promise<ExecHost>;
  loadBashParser(): Promise<BashParser>;
  /**
   * The header text about work tree and sandbox (undefined: nothing about it); undefined outside of a repository
   * with nothing to say.
   */
  readTurnMetadata(
    cwd: string,
    sandboxTag: string | undefined,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  collectGitInfo(cwd: string, signal: AbortSignal): Promise<GitInfo | undefined>;
  /** The commit where HEAD left a branch; undefined when git cannot tell. */
  findMergeBase(cwd: string, branch: string, signal: AbortSignal): Promise<string | undefined>;
  readonly skills: SkillLibrary;
  /** The prompts that the user keeps as files, by name. */
  listCustomPrompts(signal: AbortSignal): Promise<readonly CustomPrompt[]>;
  /** The MCP servers of this session, started already; it ends them. */
  readonly mcp: McpHub;
  /** Reads servers as an op carries them; a string says what is wrong with them. */
  readMcpServers(servers: unknown): readonly McpServerSettings[] | string;
  /** The network that an administrator requires, running already; the session ends it. */
  readonly network: SessionNetwork | undefined;
  /** Told of each agent that a thread opens, to show it to the user. Undefined where nobody would. */
  readonly onAgentOpened: ((agent: CodexThread, parentId: ThreadId) => void) | undefined;
  /** Undefined where the user has not asked for undo. */
  readonly undoPoints: UndoPoints | undefined;
  readonly rules: CommandRules;
  /** Called with the mark of the server's model list that a response carried; does its work in the background. */
  noteModelsEtag(etag: string): void;
  /**
   * Why an administrator's requirements forbid policies that somebody wants to change to; undefined when they
   * are allowed. Left out where nothing is required.
   */
  readonly refusePolicies?: (wanted: WantedPolicies) => string | undefined;
  readonly environmentPolicy: ShellEnvironmentPolicy;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly loginShell: string | undefined;
  /** argv that starts this program as the patch tool; it reads the patch from its standard input. */
  readonly patchCommand: readonly string[];
  readonly ids: IdSource;
  readonly clock: { now(): number; sleep(ms: number, signal: AbortSignal): Promise<void> };
  /** A number from 0 to below 1. */
  readonly random: () => number;
}
