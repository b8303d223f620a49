/** `config/mcpServer/reload`: gives open threads the MCP servers of the settings as they are now. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { RuntimeError } from "@codex-ts/runtime";
import { type LoadedThread, submitOp } from "../loaded-thread.ts";
import type { MethodHandler } from "../method-context.ts";

/**
 * Every thread reads its own settings, and has the servers from its next turn on. When some settings cannot be used
 * that is an error, and nothing changes anywhere.
 */
export const mcpServerReload: MethodHandler<"config/mcpServer/reload"> = async (context, _params, signal) => {
  const { runtime, threads } = context;
  const loaded = threads.ids().flatMap((id) => threads.find(id) ?? []);
  const read = async (thread: LoadedThread) => ({ thread, table: await thread.readServers?.(signal) });
  const found = await readSettings(async () => {
    // Counts even when no thread is open.
    await runtime.loadServers(signal);
    return Promise.all(loaded.map(read));
  });
  for (const { thread, table } of found) {
    // One that was closed meanwhile needs no servers.
    if (table && threads.find(thread.thread.id) === thread) {
      submitOp(thread, { type: "refresh_mcp_servers", config: table });
    }
  }
  return {};
};

/** Settings that cannot be read are no fault of the call. */
export async function readSettings<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    throw new RpcError(RPC_ERROR.internal, `failed to reload config: ${error.message}`, { cause: error });
  }
}
