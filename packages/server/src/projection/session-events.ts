/** Events about the session; clients learn these from the answers of their calls. */
import type { Projectors } from "./projector.ts";

export const sessionProjectors: Projectors<"session_configured" | "thread_name_updated"> = {
  session_configured: () => [],
  thread_name_updated: () => [],
};
