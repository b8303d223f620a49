/** `config/mcpServer/reload`: gives open threads the MCP servers of the settings as they are now. */
import { type LoadedThread, submitOp } from "../loaded-thread.ts";
import type { MethodHandler } from "../method-context.ts";
import { throwInternal } from "../to-rpc-error.ts";

/** Stands before the reason why servers could not be read. */
export const UNREADABLE = "failed to reload config: ";

/**
 * Every thread reads its own settings, and has the servers from its next turn on. When some settings cannot be used
 * that is an error, and nothing changes anywhere.
 */
export const mcpServerReload: MethodHandler<"config/mcpServer/reload"> = async (context, _params, signal) => {
  const { runtime, threads } = context;
  const loaded = threads.ids().flatMap((id) => threads.find(id) ?? []);
  const read = async (thread: LoadedThread) => ({ thread, table: await thread.readServers?.(signal) });
  const readAll = async () => {
    // Counts even when no thread is open.
    await runtime.loadServers(signal);
    return Promise.all(loaded.map(read));
  };
  const found = await readAll().catch((error: unknown) => throwInternal(error, UNREADABLE));
  for (const { thread, table } of found) {
    // One that was closed meanwhile needs no servers.
    if (table && threads.find(thread.thread.id) === thread) {
      submitOp(thread, { type: "refresh_mcp_servers", config: table });
    }
  }
  return {};
};
