/** What of a thread lasts: enough to rebuild the model's history and what the user saw, no more. */
import type { EventMsg, EventOf, EventType, ResponseItem, RolloutItem } from "@codex-ts/protocol";

/** Always, never, or as the event itself decides. */
type EventRule<Type extends EventType> = boolean | ((event: EventOf<Type>) => boolean);

const eventRules: { readonly [Type in EventType]: EventRule<Type> } = {
  user_message: true,
  agent_message: true,
  agent_reasoning: true,
  agent_reasoning_raw_content: true,
  token_count: true,
  context_compacted: true,
  thread_rolled_back: true,
  turn_aborted: true,
  // Every other item can be rebuilt from its older twin above; a plan has none.
  item_completed: (event) => event.item.type === "Plan",
  entered_review_mode: true,
  exited_review_mode: true,
  undo_completed: true,

  error: false,
  warning: false,
  stream_error: false,
  task_started: false,
  task_complete: false,
  background_event: false,
  deprecation_notice: false,
  shutdown_complete: false,
  item_started: false,
  agent_message_content_delta: false,
  plan_delta: false,
  reasoning_content_delta: false,
  reasoning_raw_content_delta: false,
  raw_response_item: false,
  agent_message_delta: false,
  agent_reasoning_delta: false,
  agent_reasoning_raw_content_delta: false,
  agent_reasoning_section_break: false,
  web_search_begin: false,
  web_search_end: false,
  exec_command_begin: false,
  exec_command_output_delta: false,
  terminal_interaction: false,
  exec_command_end: false,
  exec_approval_request: false,
  apply_patch_approval_request: false,
  patch_apply_begin: false,
  patch_apply_end: false,
  turn_diff: false,
  plan_update: false,
  view_image_tool_call: false,
  session_configured: false,
  thread_name_updated: false,
  undo_started: false,
  mcp_startup_update: false,
  mcp_startup_complete: false,
  mcp_tool_call_begin: false,
  mcp_tool_call_end: false,
  elicitation_request: false,
  request_user_input: false,
  dynamic_tool_call_request: false,
  get_history_entry_response: false,
  mcp_list_tools_response: false,
  list_custom_prompts_response: false,
  list_skills_response: false,
  list_remote_skills_response: false,
  remote_skill_downloaded: false,
  skills_update_available: false,
  collab_agent_spawn_begin: false,
  collab_agent_spawn_end: false,
  collab_agent_interaction_begin: false,
  collab_agent_interaction_end: false,
  collab_waiting_begin: false,
  collab_waiting_end: false,
  collab_close_begin: false,
  collab_close_end: false,
  collab_resume_begin: false,
  collab_resume_end: false,
};

const responseItemRules: { readonly [Type in ResponseItem["type"]]: boolean } = {
  message: true,
  reasoning: true,
  local_shell_call: true,
  function_call: true,
  function_call_output: true,
  custom_tool_call: true,
  custom_tool_call_output: true,
  web_search_call: true,
  compaction: true,
  compaction_summary: true,
  ghost_snapshot: true,
};

/** True when a rollout keeps this event. */
export function isPersistedEvent(event: EventMsg): boolean {
  // The record ties each rule to its own event; the checker cannot follow that through a lookup by union.
  const rule = eventRules[event.type] as EventRule<EventType>;
  return typeof rule === "function" ? rule(event) : rule;
}

/** True when a rollout keeps this item of the model's history. */
function isPersistedResponseItem(item: ResponseItem): boolean {
  return responseItemRules[item.type];
}

/** True when a rollout keeps this item. */
export function isPersisted(item: RolloutItem): boolean {
  switch (item.type) {
    case "event_msg":
      return isPersistedEvent(item.payload);
    case "response_item":
      return isPersistedResponseItem(item.payload);
    case "session_meta":
    case "compacted":
    case "turn_context":
      return true;
  }
}
