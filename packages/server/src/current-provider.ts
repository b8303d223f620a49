/** The model provider of threads that do not name theirs. */
import type { MethodContext } from "./method-context.ts";
import { toRpcError } from "./to-rpc-error.ts";

/** The provider of threads that were stored without one: that of the settings for a folder. Throws `RpcError`. */
export async function currentProvider(
  context: MethodContext,
  cwd: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  try {
    const request = { cwd, config: {}, overrides: {}, history: { kind: "new" } } as const;
    return (await context.runtime.loadSettings(request, signal)).provider.id;
  } catch (error) {
    throw toRpcError(error);
  }
}
