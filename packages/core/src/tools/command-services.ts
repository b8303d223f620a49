/** What running commands takes, for the life of a session. */

import type {
  ExecHost,
  ManagedProcess,
  ProcessStore,
  ShellCommand,
  ShellEnvironmentPolicy,
} from "@codex-ts/exec-sandbox";
import type { CallId } from "@codex-ts/protocol";
import type { BashParser } from "@codex-ts/shell-command";
import type { ApprovalCache } from "./approval/approval-cache.ts";
import type { CommandRules } from "./approval/command-rules.ts";
import type { SessionNetwork } from "./session-network.ts";

/** The engine room: the launcher and the processes of this session. */
export interface CommandEngine {
  readonly host: ExecHost;
  readonly processes: ProcessStore;
}

/** Collaborators and values that the command tools share. */
export interface CommandServices {
  /** Opens the engine at the first call; later calls give the same one. */
  open(signal: AbortSignal): Promise<CommandEngine>;
  /** Ends every process of this session and waits until they are gone. */
  closeAll(): Promise<void>;
  /** Loads the Bash grammar at the first call. */
  loadBashParser(): Promise<BashParser>;
  /** A command as it is started when the session has a snapshot of the login environment; events tell the original. */
  readonly fromSnapshot?: ((command: ShellCommand) => ShellCommand) | undefined;
  /** The call that started each process, to name it in events about the process. */
  readonly callOfProcess: WeakMap<ManagedProcess, CallId>;
  readonly rules: CommandRules;
  /** What the user approved for the whole session. */
  readonly approved: ApprovalCache;
  readonly environmentPolicy: ShellEnvironmentPolicy;
  /** Variables that the user has given for this session; kept in memory only, and never told. */
  readonly givenVariables: Map<string, string>;
  /** Undefined where the policy alone decides about the network. */
  readonly network: SessionNetwork | undefined;
  /** Our own environment, from which commands inherit. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The passwd entry's shell. */
  readonly loginShell: string | undefined;
  /** argv that starts this program as the patch tool; it reads the patch from its standard input. */
  readonly patchCommand: readonly string[];
  readonly clock: { now(): number; sleep(ms: number, signal: AbortSignal): Promise<void> };
  /** A number from 0 to below 1. */
  readonly random: () => number;
}
