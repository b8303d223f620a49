/** Opens, finds and closes the agents of one thread. */
import type { SessionSource, SettingsOverride, ThreadId, UserInput } from "@codex-ts/protocol";
import { findThreadById, readHead, readRollout } from "@codex-ts/state";
import { reasonOf } from "@codex-ts/std";
import type { AgentPool, AgentRefusal, AgentTurn } from "../ports/agents.ts";
import type { CodexThread } from "../ports/codex-thread.ts";
import { mayHaveAgents, newAgentOptions, resumedAgentOptions } from "./agent-options.ts";
import type { Session } from "./session.ts";
import type { SessionOptions } from "./session-options.ts";

/** An agent that is open. */
interface OpenAgent {
  readonly thread: CodexThread;
  /** What it was last told of its turns. */
  given: GivenSettings;
}

/** Makes the pool of a session; `session` is asked for at the first agent. */
export function createAgentPool(session: () => Session): AgentPool {
  const agents = new Map<ThreadId, OpenAgent>();

  const open = (options: SessionOptions, turn: AgentTurn): CodexThread => {
    const { openChild, services, options: parent } = session();
    const thread = openChild(options);
    agents.set(options.threadId, { thread, given: settingsOf(turn) });
    if (services.onAgentOpened) services.onAgentOpened(thread, parent.threadId);
    else void answerAlone(thread);
    return thread;
  };

  const close = async (id: ThreadId) => {
    const agent = agents.get(id);
    if (!agent) return "not_found";
    const { current } = agent.thread.status;
    agents.delete(id);
    await agent.thread.close();
    return current;
  };

  return {
    spawn({ role, input }, turn) {
      const reason = reasonAgainstAnother(session(), agents.size);
      if (reason !== undefined) return refuse(reason);
      const options = newAgentOptions(session(), turn, role);
      open(options, turn).submit(toOp(input));
      return { kind: "spawned", id: options.threadId };
    },
    send(id, { input, isInterrupting }, turn) {
      const agent = agents.get(id);
      if (!agent) return refuse(`agent with id ${id} not found`);
      try {
        if (isInterrupting) agent.thread.submit({ type: "interrupt" });
        const current = settingsOf(turn);
        if (JSON.stringify(current) !== JSON.stringify(agent.given)) {
          agent.given = current;
          agent.thread.submit({ type: "override_turn_context", ...current });
        }
        return { kind: "sent", submissionId: agent.thread.submit(toOp(input)) };
      } catch (error) {
        return refuse(reasonOf(error));
      }
    },
    async resume(id, turn, signal) {
      if (agents.has(id)) return { kind: "open" };
      const stored = await findAgent(session(), id, signal);
      if (!stored) return refuse(`agent with id ${id} not found`);
      // Another call may have opened it while its file was read.
      if (agents.has(id)) return { kind: "open" };
      const reason = reasonAgainstAnother(session(), agents.size);
      if (reason !== undefined) return refuse(reason);
      open(resumedAgentOptions(session(), turn, id, { kind: "resumed", ...stored }), turn);
      return { kind: "open" };
    },
    status: (id) => agents.get(id)?.thread.status.current ?? "not_found",
    changed: () => Promise.race(Array.from(agents.values(), ({ thread }) => thread.status.changed())),
    close,
    async closeAll() {
      await Promise.all(Array.from(agents.keys(), close));
    },
  };
}

/** What of a turn an agent works under. */
type GivenSettings = Pick<SettingsOverride, "cwd" | "approval_policy" | "sandbox_policy">;

function settingsOf({ cwd, policy }: AgentTurn): GivenSettings {
  return { cwd, approval_policy: policy.approval, sandbox_policy: policy.sandbox };
}

function refuse(reason: string): AgentRefusal {
  return { kind: "refused", reason };
}

function toOp(input: readonly UserInput[]) {
  return { type: "user_input" as const, items: [...input] };
}

function reasonAgainstAnother({ options }: Session, open: number): string | undefined {
  if (!mayHaveAgents(options.source)) {
    return "Agent depth limit reached: an agent has no agents of its own. Do the task yourself.";
  }
  if (open < options.maxAgents) return undefined;
  return `collab spawn failed: agent thread limit reached (max ${options.maxAgents}). Close one first.`;
}

/** The rollout of an agent that this thread opened once; nobody else's thread is gone on with. */
async function findAgent({ options }: Session, threadId: ThreadId, signal: AbortSignal) {
  const found = await findThreadById({ home: options.home, threadId, archived: false }, signal);
  const head = found && (await readHead(found.path));
  if (!head || parentOf(head.source) !== options.threadId) return undefined;
  return { path: found.path, items: (await readRollout(found.path, signal)).items };
}

/** The thread that opened another one for a task. */
function parentOf(source: SessionSource): ThreadId | undefined {
  if (typeof source === "string" || typeof source.subagent === "string") return undefined;
  return "thread_spawn" in source.subagent ? source.subagent.thread_spawn.parent_thread_id : undefined;
}

/** Where nobody shows agents nobody can be asked either: what they want to ask is denied. */
async function answerAlone(agent: CodexThread): Promise<void> {
  for await (const { msg } of agent.events) {
    try {
      if (msg.type === "exec_approval_request") {
        agent.submit({ type: "exec_approval", id: msg.call_id, decision: "denied" });
      } else if (msg.type === "apply_patch_approval_request") {
        agent.submit({ type: "patch_approval", id: msg.call_id, decision: "denied" });
      } else if (msg.type === "request_user_input") {
        agent.submit({ type: "user_input_answer", id: msg.turn_id, response: { answers: {} } });
      } else if (msg.type === "dynamic_tool_call_request") {
        const response = { contentItems: [], success: false };
        agent.submit({ type: "dynamic_tool_response", id: msg.callId, response });
      }
    } catch {
      // It was closed meanwhile, which has denied what it asked.
    }
  }
}
