/** The collaborators that a session is given; joined in the composition root, nowhere else. */
import type { ExecHost, ShellEnvironmentPolicy } from "@codex-ts/exec-sandbox";
import type { McpServers } from "@codex-ts/mcp";
import type { ModelClient } from "@codex-ts/model-client";
import type {
  ApprovalPolicy,
  GhostCommit,
  GitInfo,
  SandboxPolicy,
  SessionSource,
  ThreadId,
  UserInput,
} from "@codex-ts/protocol";
import type { BashParser } from "@codex-ts/shell-command";
import type { IdSource } from "@codex-ts/std";
import type { Telemetry } from "@codex-ts/telemetry";
import type { SkillBody } from "./context/user-instructions.ts";
import type { CodexThread } from "./ports/codex-thread.ts";
import type { CommandRules } from "./tools/approval/command-rules.ts";
import type { RefusedCall } from "./tools/approval/refused-call.ts";
import type { SessionNetwork } from "./tools/session-network.ts";

/** Skills that a user's words call for. */
export interface SkillInjection {
  /** In the order in which the model reads them, right behind the user's message. */
  readonly bodies: readonly SkillBody[];
  readonly warnings: readonly string[];
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
  /** The header text about work tree and sandbox; undefined outside of a repository with nothing to say. */
  readTurnMetadata(cwd: string, sandboxTag: string, signal: AbortSignal): Promise<string | undefined>;
  collectGitInfo(cwd: string, signal: AbortSignal): Promise<GitInfo | undefined>;
  /** The commit where HEAD left a branch; undefined when git cannot tell. */
  findMergeBase(cwd: string, branch: string, signal: AbortSignal): Promise<string | undefined>;
  /** Reads the skills that the input mentions. */
  injectSkills(input: readonly UserInput[], signal: AbortSignal): Promise<SkillInjection>;
  /** The servers of this session, started already; it ends them. Undefined when there are none. */
  readonly mcp: McpServers | undefined;
  /** The network that an administrator requires, running already; the session ends it. */
  readonly network: SessionNetwork | undefined;
  /** Told of each agent that a thread opens, to show it to the user. Undefined where nobody would. */
  readonly onAgentOpened: ((agent: CodexThread, parentId: ThreadId) => void) | undefined;
  /** Told of calls that do not run though nobody was asked. Undefined where nobody would show it. */
  readonly onCallRefused: ((refused: RefusedCall) => void) | undefined;
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
