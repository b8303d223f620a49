/** Ops that ask for a list from disk; both searches are bounded, so the ops behind them may wait. */
import type { OpOf } from "@codex-ts/protocol";
import type { Session } from "../session.ts";

/** Answers with the skills of each folder, or of the thread's own where none is named. */
export async function listSkills(session: Session, id: string, op: OpOf<"list_skills">): Promise<void> {
  const { cwd } = session.state.settings;
  const cwds = op.cwds === undefined || op.cwds.length === 0 ? [cwd] : op.cwds;
  const { signal } = new AbortController();
  const wanted = { cwds, forceReload: op.force_reload ?? false };
  const skills = await session.services.skills.list(wanted, signal);
  session.emitter.emit(id, { type: "list_skills_response", skills: [...skills] });
}

/** Answers with the prompts that the user keeps as files. */
export async function listCustomPrompts(session: Session, id: string): Promise<void> {
  const { signal } = new AbortController();
  const prompts = await session.services.listCustomPrompts(signal);
  session.emitter.emit(id, { type: "list_custom_prompts_response", custom_prompts: [...prompts] });
}
