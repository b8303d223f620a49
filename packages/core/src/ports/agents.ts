/** Other threads that a thread has working for it. */
import type { AgentStatus, EventOf, ThreadId, UserInput } from "@codex-ts/protocol";

/** What a new agent is like. */
export type AgentRole = "default" | "explorer" | "worker";

/** Why an agent could not be had, in words for the model. */
export interface AgentRefusal {
  readonly kind: "refused";
  readonly reason: string;
}

/** The agents of one thread. Ids of other threads are not found. */
export interface AgentPool {
  /** Opens an agent with the settings of the turn and hands it its task. */
  spawn(
    request: { readonly role: AgentRole; readonly input: readonly UserInput[] },
    turn: AgentTurn,
  ): { readonly kind: "spawned"; readonly id: ThreadId } | AgentRefusal;
  /** Hands in more, to be done with the settings of the turn; gives the id of the submission. */
  send(
    id: ThreadId,
    request: { readonly input: readonly UserInput[]; readonly isInterrupting: boolean },
    turn: AgentTurn,
  ): { readonly kind: "sent"; readonly submissionId: string } | AgentRefusal;
  /** Opens a closed agent again from its rollout; an open one is left as it is. */
  resume(
    id: ThreadId,
    turn: AgentTurn,
    signal: AbortSignal,
  ): Promise<{ readonly kind: "open" } | AgentRefusal>;
  /** `not_found` for a thread that is not an open agent of this one. */
  status(id: ThreadId): AgentStatus;
  /** Resolves at the next change of any agent's status. */
  changed(): Promise<void>;
  /** Shuts an agent down; gives the status that it had before. */
  close(id: ThreadId): Promise<AgentStatus>;
  closeAll(): Promise<void>;
}

/** What an agent takes over from the turn that opens it or gives it more to do. */
export interface AgentTurn {
  readonly cwd: string;
  readonly policy: {
    readonly approval: EventOf<"session_configured">["approval_policy"];
    readonly sandbox: EventOf<"session_configured">["sandbox_policy"];
  };
}

/** True when an agent has nothing more to do. */
export function isFinal(status: AgentStatus): boolean {
  return status !== "pending_init" && status !== "running";
}
