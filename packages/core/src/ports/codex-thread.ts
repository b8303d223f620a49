/** A loaded thread, as the server and the threads that open others work with it. */
import type {
  AgentStatus,
  ApprovalPolicy,
  Event,
  EventOf,
  Op,
  SandboxPolicy,
  SettingsOverride,
  ThreadId,
  TurnId,
  UserInput,
} from "@codex-ts/protocol";

/** What a thread is doing. */
export interface ThreadStatus {
  readonly current: AgentStatus;
  /** Resolves at the next change. */
  changed(): Promise<void>;
}

/** The settings that limit what a thread does. */
export interface ThreadPolicies {
  readonly approvalPolicy: ApprovalPolicy;
  readonly sandboxPolicy: SandboxPolicy;
}

/** Whether the input was taken; it is not when another turn runs than the one that was meant, or none. */
export type SteerOutcome =
  | { readonly kind: "taken" }
  | { readonly kind: "idle" }
  | { readonly kind: "other-turn"; readonly turnId: TurnId };

/** The handle of a running session. */
export interface CodexThread {
  readonly id: ThreadId;
  /** The first event, also in `events`. */
  readonly configured: EventOf<"session_configured">;
  /** Everything that the session announces, in order; for one reader. Ends after shutdown. */
  readonly events: AsyncIterable<Event>;
  /** What it is doing. */
  readonly status: ThreadStatus;
  /** The turn in progress. */
  readonly activeTurn: TurnId | undefined;
  /** What its next turn may do. */
  readonly policies: ThreadPolicies;
  /** Why an override of settings would be refused; undefined when it would not. */
  refusalOf(override: SettingsOverride): string | undefined;
  /** Hands in an op and gives its id. Throws when the thread is closed or overrun. */
  submit(op: Op): string;
  /** Adds input to the running turn, at once; refused unless it is the turn that is meant. */
  steer(turnId: string, input: readonly UserInput[]): SteerOutcome;
  /** Resolves when everything recorded so far is in the rollout; a failure has been told as an event. */
  flush(): Promise<void>;
  /** Shuts the session down, however far it is, and waits until everything has ended. */
  close(): Promise<void>;
}
