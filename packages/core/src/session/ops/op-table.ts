/** Which function handles which op. */
import type { OpOf, OpType } from "@codex-ts/protocol";
import type { Session } from "../session.ts";
import { answerApproval } from "./approvals.ts";
import { answerElicitation, answerQuestions, answerToolCall } from "./client-answers.ts";
import { compact } from "./compact.ts";
import { cleanBackgroundTerminals, interrupt } from "./interrupt.ts";
import { listCustomPrompts, listSkills } from "./listings.ts";
import { listMcpTools, refreshMcpServers } from "./mcp-servers.ts";
import { notAvailable } from "./not-available.ts";
import { overrideSettings } from "./override-settings.ts";
import { review } from "./review.ts";
import { rollback } from "./rollback.ts";
import { setName } from "./set-name.ts";
import { shutdown } from "./shutdown.ts";
import { undo } from "./undo.ts";
import { userInput, userInputWithSettings, userTurn } from "./user-input.ts";
import { userShell } from "./user-shell.ts";

/** Handles one kind of op. Work that takes long is started, not awaited. */
export type OpHandler<Type extends OpType> = (
  session: Session,
  id: string,
  op: OpOf<Type>,
) => Promise<void> | void;

export const opTable: { readonly [Type in OpType]: OpHandler<Type> } = {
  interrupt,
  clean_background_terminals: cleanBackgroundTerminals,
  user_input: userInput,
  user_input_with_turn_context: userInputWithSettings,
  user_turn: userTurn,
  override_turn_context: overrideSettings,
  exec_approval: answerApproval,
  patch_approval: answerApproval,
  user_input_answer: answerQuestions,
  dynamic_tool_response: answerToolCall,
  resolve_elicitation: answerElicitation,
  refresh_mcp_servers: refreshMcpServers,
  list_mcp_tools: listMcpTools,
  compact,
  review,
  run_user_shell_command: userShell,
  undo,
  set_thread_name: setName,
  thread_rollback: rollback,
  list_skills: listSkills,
  list_custom_prompts: listCustomPrompts,
  shutdown,

  add_to_history: notAvailable,
  get_history_entry_request: notAvailable,
  list_remote_skills: notAvailable,
  download_remote_skill: notAvailable,
  list_models: notAvailable,
};
