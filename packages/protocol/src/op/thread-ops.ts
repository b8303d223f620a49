/** Ops about the thread as a whole. */
import * as z from "zod/mini";
import { Uint32 } from "../numbers.ts";

export const threadOps = [
  /** The name is trimmed and may not be blank. */
  z.object({ type: z.literal("set_thread_name"), name: z.string() }),
  /** Drops the last user turns, at least one, while no turn runs. */
  z.object({ type: z.literal("thread_rollback"), num_turns: Uint32 }),
  /** Takes new server settings, for the next turn on. */
  z.object({
    type: z.literal("refresh_mcp_servers"),
    config: z.looseObject({
      mcp_servers: z.unknown(),
      mcp_oauth_credentials_store_mode: z.unknown(),
    }),
  }),
  /** Ends the session; nothing is taken after it. */
  z.object({ type: z.literal("shutdown") }),
] as const;
