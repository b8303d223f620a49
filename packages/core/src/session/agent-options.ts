/** The settings of an agent: those of the turn that opens it, but for the few that make it one. */
import { type SessionSource, type ThreadId, toThreadId } from "@codex-ts/protocol";
import { uuidV7 } from "@codex-ts/std";
import type { AgentRole, AgentTurn } from "../ports/agents.ts";
import type { Session } from "./session.ts";
import type { InitialHistory, SessionOptions } from "./session-options.ts";

/** What a role changes (Codex 0.99.0); texts about roles stand with the tool that spawns. */
const ROLES: {
  readonly [Role in AgentRole]: { readonly model?: string; readonly reasoning_effort?: "medium" };
} = {
  default: {},
  worker: {},
  explorer: { model: "gpt-5.1-codex-mini", reasoning_effort: "medium" },
};

/** Agents of the user's own thread; theirs would be one too deep. */
const DEPTH = 1;

/** True for a thread that may have agents. */
export function mayHaveAgents(source: SessionSource): boolean {
  return typeof source === "string";
}

/** The options of a new agent. */
export function newAgentOptions(session: Session, turn: AgentTurn, role: AgentRole): SessionOptions {
  const options = sharedOptions(session, turn);
  const { collaborationMode } = options.settings;
  return {
    ...options,
    threadId: toThreadId(uuidV7(session.services.ids)),
    settings: {
      ...options.settings,
      collaborationMode: {
        ...collaborationMode,
        settings: { ...collaborationMode.settings, ...ROLES[role] },
      },
    },
    instructions: { ...options.instructions, base: session.state.baseInstructions },
    initialHistory: { kind: "new" },
  };
}

/** The options of an agent that was closed; its instructions are those of its rollout. */
export function resumedAgentOptions(
  session: Session,
  turn: AgentTurn,
  threadId: ThreadId,
  initialHistory: InitialHistory,
): SessionOptions {
  const options = sharedOptions(session, turn);
  return {
    ...options,
    threadId,
    instructions: { ...options.instructions, base: undefined },
    initialHistory,
  };
}

function sharedOptions({ options, state }: Session, turn: AgentTurn): SessionOptions {
  const { model, reasoning_effort } = state.settings.collaborationMode.settings;
  return {
    ...options,
    source: { subagent: { thread_spawn: { parent_thread_id: options.threadId, depth: DEPTH } } },
    settings: {
      ...state.settings,
      cwd: turn.cwd,
      approvalPolicy: turn.policy.approval,
      sandboxPolicy: turn.policy.sandbox,
      collaborationMode: {
        mode: "default",
        settings: { model, reasoning_effort, developer_instructions: null },
      },
    },
    tools: { ...options.tools, collab: false },
    // The thread that opens it has told them.
    startupWarnings: [],
  };
}
