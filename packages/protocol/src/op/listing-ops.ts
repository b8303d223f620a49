/** Ops that ask for a list or an entry; each is answered by one event. */
import * as z from "zod/mini";
import { Uint, Uint64 } from "../numbers.ts";

export const listingOps = [
  /** Keeps a prompt in the user's history file; this one has no answer. */
  z.object({ type: z.literal("add_to_history"), text: z.string() }),
  z.object({ type: z.literal("get_history_entry_request"), offset: Uint, log_id: Uint64 }),
  z.object({ type: z.literal("list_mcp_tools") }),
  z.object({ type: z.literal("list_custom_prompts") }),
  z.object({
    type: z.literal("list_skills"),
    cwds: z.exactOptional(z.readonly(z.array(z.string()))),
    force_reload: z.exactOptional(z.boolean()),
  }),
  z.object({ type: z.literal("list_remote_skills") }),
  z.object({
    type: z.literal("download_remote_skill"),
    hazelnut_id: z.string(),
    is_preload: z.boolean(),
  }),
  /** Declared by Codex 0.99.0, which does nothing with it. */
  z.object({ type: z.literal("list_models") }),
] as const;
