/** Answers to ops that clients of v2 do not send: they have methods for what these tell. */
import type { Projectors } from "./projector.ts";

type ListingEventType =
  | "get_history_entry_response"
  | "mcp_list_tools_response"
  | "list_custom_prompts_response"
  | "list_skills_response"
  | "list_remote_skills_response"
  | "remote_skill_downloaded"
  | "skills_update_available"
  | "request_user_input"
  | "dynamic_tool_call_request";

const nothing = () => [];

export const listingProjectors: Projectors<ListingEventType> = {
  get_history_entry_response: nothing,
  mcp_list_tools_response: nothing,
  list_custom_prompts_response: nothing,
  list_skills_response: nothing,
  list_remote_skills_response: nothing,
  remote_skill_downloaded: nothing,
  skills_update_available: nothing,
  // Answered through server requests, not notifications.
  request_user_input: nothing,
  dynamic_tool_call_request: nothing,
};
