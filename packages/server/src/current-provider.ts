/** The model provider of threads that do not name theirs. */
import type { MethodContext } from "./method-context.ts";
import { toRpcError } from "./to-rpc-error.ts";

/**
 * The provider of threads that were stored without one: that of the settings for a folder. Without a folder it is that
 * of the process, and with faulty files that of the defaults, so that threads can still be found. Throws `RpcError`.
 */
export async function currentProvider(
  context: MethodContext,
  cwd: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const { loadSettings, settingsFiles } = context.runtime;
  try {
    if (cwd === undefined) return (await settingsFiles.loadOrDefaults(signal)).config.provider.id;
    const request = { cwd, config: {}, overrides: {}, history: { kind: "new" } } as const;
    return (await loadSettings(request, signal)).provider.id;
  } catch (error) {
    throw toRpcError(error);
  }
}
