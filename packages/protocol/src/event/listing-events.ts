/** Events that answer an op: each op of a list has one. */
import * as z from "zod/mini";
import { McpAuthStatus, Resource, ResourceTemplate, Tool } from "../mcp.ts";
import { Uint, Uint64 } from "../numbers.ts";
import { RemoteSkillSummary, SkillsListEntry } from "../skills.ts";

export const HistoryEntry = z.object({
  conversation_id: z.string(),
  /** Unix seconds. */
  ts: Uint64,
  text: z.string(),
});
/** One prompt of the history file. */
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const CustomPrompt = z.object({
  name: z.string(),
  path: z.string(),
  content: z.string(),
  description: z.nullish(z.string()),
  argument_hint: z.nullish(z.string()),
});
/** A prompt that the user keeps as a file. */
export type CustomPrompt = z.infer<typeof CustomPrompt>;

export const listingEvents = [
  z.object({
    type: z.literal("get_history_entry_response"),
    offset: Uint,
    log_id: Uint64,
    /** Null when the file has changed or ends before the offset. */
    entry: z.nullish(HistoryEntry),
  }),
  z.object({
    type: z.literal("mcp_list_tools_response"),
    /** By full name. */
    tools: z.record(z.string(), Tool),
    /** By server, as are the next two. */
    resources: z.record(z.string(), z.array(Resource)),
    resource_templates: z.record(z.string(), z.array(ResourceTemplate)),
    auth_statuses: z.record(z.string(), McpAuthStatus),
  }),
  z.object({ type: z.literal("list_custom_prompts_response"), custom_prompts: z.array(CustomPrompt) }),
  z.object({ type: z.literal("list_skills_response"), skills: z.array(SkillsListEntry) }),
  z.object({ type: z.literal("list_remote_skills_response"), skills: z.array(RemoteSkillSummary) }),
  z.object({
    type: z.literal("remote_skill_downloaded"),
    id: z.string(),
    name: z.string(),
    path: z.string(),
  }),
  z.object({ type: z.literal("skills_update_available") }),
] as const;
