/** Events about the session itself. */
import type { Projectors } from "./projector.ts";

export const sessionProjectors: Projectors<"session_configured" | "thread_name_updated"> = {
  // Clients learn this from the answers of their calls.
  session_configured: () => [],
  thread_name_updated: ({ thread_id, thread_name }) => [
    {
      method: "thread/name/updated",
      params: { threadId: thread_id, ...(thread_name == null ? {} : { threadName: thread_name }) },
    },
  ],
};
